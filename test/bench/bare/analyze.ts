import { openBare } from './driver.js';
import { serveMeasurements } from './measurements.js';

/**
 * Answers every count and segmentation of messages by one statement each, the best that was found for the samples, on the file of an
 * embedded store; measures answers a second. Users and conversations are few: each is looked for. Message ids are many: they are sorted.
 */
const [file = ''] = process.argv.slice(2);
const database = openBare(file);
database.exec('PRAGMA query_only = ON; PRAGMA temp_store = FILE; PRAGMA cache_size = -16384');

const [from, to] = [Date.UTC(2026, 0, 1) * 1_000, Date.UTC(2026, 0, 31) * 1_000];
const PROJECT = "(SELECT id FROM projects WHERE name = 'weather')";
const WINDOW = `project = ${PROJECT} AND at BETWEEN ${from} AND ${to}`;
const MESSAGES = `FROM messages INDEXED BY messages_by_time WHERE ${WINDOW}`;

/** The first 64 bits of the SHA-256 of `default`. */
const DEFAULT_INTENT = '4010717984327297149';

const STATEMENTS = [
  present(0, 'user', 'TRUE'),
  present(0, 'user', 'type = 0'),
  present(0, 'user', 'type = 2'),
  isNew(0),
  distinctMessages('type = 0'),
  distinctMessages('type = 1'),
  distinctMessages('type = 2'),
  present(1, 'conversation', 'TRUE'),
  isNew(1),
  distinctMessages(`type = 0 AND intent_h = ${DEFAULT_INTENT}`),
  `SELECT count(DISTINCT intent_h) ${MESSAGES}`,
  `SELECT count(DISTINCT domain_h) ${MESSAGES}`,
  each(0, 'user', (messages) => `(SELECT count(*) FROM (SELECT 1 ${messages} LIMIT 2)) = 1`),
  `SELECT ${[0, 1, 2].map((type) => `count(*) FILTER (WHERE type = ${type})`).join(', ')} ${MESSAGES}`,
  `SELECT content_type, count(*) ${MESSAGES} AND type = 0 AND content_type IS NOT NULL GROUP BY content_type`,
].map((sql) => database.prepare(sql));

function present(kind: number, by: string, condition: string): string {
  return each(kind, by, (messages) => `EXISTS (SELECT 1 ${messages} AND ${condition})`);
}

function each(kind: number, by: string, test: (messages: string) => string): string {
  const messages = `FROM messages m INDEXED BY messages_by_${by} WHERE m.${by}_h = f.hash AND m.${WINDOW}`;
  return `SELECT count(*) FROM first_seen f WHERE f.project = ${PROJECT} AND f.kind = ${kind} AND ${test(messages)}`;
}

function isNew(kind: number): string {
  return `SELECT count(*) FROM first_seen WHERE kind = ${kind} AND ${WINDOW}`;
}

function distinctMessages(condition: string): string {
  return `SELECT count(*) FROM (SELECT 1 ${MESSAGES} AND ${condition} GROUP BY message_h)`;
}

serveMeasurements((seconds) => {
  const begin = performance.now();
  let computed = 0;
  for (; performance.now() - begin < seconds * 1_000; computed += STATEMENTS.length)
    for (const one of STATEMENTS) one.all();
  return (computed / (performance.now() - begin)) * 1_000;
});
