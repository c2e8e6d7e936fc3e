import { AGGREGATIONS, Descriptor, decode } from '@memex/core/model';
import { SAMPLE_PROJECT } from '../../src/samples.js';
import { QUESTIONS } from '../questions.js';

/** A question, and the statement that gives the same answer in DuckDB. */
export interface DuckdbQuestion {
  readonly name: string;
  readonly descriptor: Descriptor;
  readonly sql: string;
}

const FROM = "TIMESTAMP '2026-01-01'";
const TO = "TIMESTAMP '2026-01-31'";
const PROJECT = `project = '${SAMPLE_PROJECT}'`;
/** The condition on the messages of the sample project in the window that is asked about. */
export const SAMPLE_WINDOW = `${PROJECT} AND instant BETWEEN ${FROM} AND ${TO}`;

const COUNTS: Readonly<Record<string, string>> = {
  'user total': distinct('userId'),
  'user active': distinct('userId', "type = 'request'"),
  'user engaged': distinct('userId', "type = 'notification'"),
  'user new': fresh('userId'),
  'message requests': distinct('messageId', "type = 'request'"),
  'message responses': distinct('messageId', "type = 'response'"),
  'message notifications': distinct('messageId', "type = 'notification'"),
  'conversation total': distinct('conversationId'),
  'conversation new': fresh('conversationId'),
  'dialogue fallback': distinct('messageId', "type = 'request' AND intent = 'default'"),
  'dialogue intents': distinct('intent'),
  'dialogue domains': distinct('domain'),
  'bot response': `SELECT count(*) FROM (SELECT userId FROM messages WHERE ${SAMPLE_WINDOW} GROUP BY userId HAVING count(*) = 1)`,
  'message all': `SELECT type, count(*) FROM messages WHERE ${SAMPLE_WINDOW} GROUP BY type`,
  'message all requests': `SELECT contentType, count(*) FROM messages WHERE ${SAMPLE_WINDOW} AND type = 'request' GROUP BY contentType`,
};

function distinct(column: string, condition = 'TRUE'): string {
  return `SELECT count(DISTINCT ${column}) FROM messages WHERE ${SAMPLE_WINDOW} AND ${condition}`;
}

function fresh(column: string): string {
  return `SELECT count(*) FROM (SELECT min(instant) AS first FROM messages WHERE ${PROJECT} AND instant <= ${TO} GROUP BY ${column})
    WHERE first >= ${FROM}`;
}

/** Every count and segmentation of messages. */
export const COUNT_QUESTIONS: readonly DuckdbQuestion[] = QUESTIONS.flatMap((descriptor) => {
  if (descriptor.type === 'aggregation') return [];
  const metric = `${descriptor.dimension} ${descriptor.metric}`;
  const name =
    descriptor.type === 'segmentation' && descriptor.metric === 'requests' ? 'message all requests' : metric;
  return [{ name, descriptor, sql: COUNTS[name] ?? missing(name) }];
});

const SCOPE = { project: SAMPLE_PROJECT, timespan: { type: 'moving', value: '30d' } };

const NUMBERS: Readonly<Record<string, (x: string) => string>> = {
  avg: (x) => `avg(${x})`,
  min: (x) => `min(${x})`,
  max: (x) => `max(${x})`,
  sum: (x) => `sum(${x})`,
  value_count: (x) => `count(${x})`,
  cardinality: (x) => `count(DISTINCT ${x})`,
  stats: (x) => `count(${x}), min(${x}), max(${x}), avg(${x}), sum(${x})`,
  extended_stats: (x) =>
    `count(${x}), min(${x}), max(${x}), avg(${x}), sum(${x}), sum(${x} * ${x}), var_pop(${x}), var_samp(${x})`,
  percentiles: (x) => `quantile_cont(${x}, [0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99])`,
};

/** Every aggregation of a field, with filters. */
function aggregations(
  field: string,
  column: string,
  filters: readonly object[] = [],
  condition = 'TRUE',
): readonly DuckdbQuestion[] {
  return Object.keys(AGGREGATIONS).map((aggregation) => ({
    name: `${aggregation} ${field}`,
    descriptor: decode(Descriptor, { ...SCOPE, type: 'aggregation', aggregation, field, filters }),
    sql: `SELECT ${(NUMBERS[aggregation] ?? missing(aggregation))(column)} FROM messages WHERE ${SAMPLE_WINDOW} AND ${condition}`,
  }));
}

export const MODEL_QUESTIONS = aggregations('intent.confidence', 'confidence');

const ATTEMPT = "(metadata->>'$.attempt')::DOUBLE";

export const METADATA_QUESTIONS = aggregations('metadata.attempt', ATTEMPT);

export const FILTERED_QUESTIONS: readonly DuckdbQuestion[] = [
  ...aggregations(
    'metadata.attempt',
    ATTEMPT,
    [
      { field: 'metadata.tags', operation: 'term', value: 'rain' },
      { field: 'metadata.attempt', operation: 'gr', value: 0 },
      { field: 'channel', operation: 'term', value: 'WEB' },
    ],
    `list_contains((metadata->'$.tags')::VARCHAR[], 'rain') AND ${ATTEMPT} > 0 AND channel = 'WEB'`,
  ),
  ...aggregations(
    'intent.confidence',
    'confidence',
    [{ field: 'content.value', operation: 'match', value: 'wind' }],
    "regexp_matches(text, '\\bwind\\b', 'i')",
  ).slice(0, 1),
];

/** Requests with the instant of their first response. */
const ANSWERED = `WITH asked AS (SELECT messageId, min(instant) AS since FROM messages WHERE ${SAMPLE_WINDOW} AND type = 'request' GROUP BY 1),
  answered AS (SELECT asked.since, min(r.instant) AS responded FROM asked JOIN messages r
    ON r.${PROJECT} AND r.type = 'response' AND r.responseTo = asked.messageId AND r.instant >= asked.since GROUP BY asked.messageId, asked.since)`;

/** What pairs requests with their responses. */
export const ANSWER_QUESTIONS: readonly DuckdbQuestion[] = [
  {
    name: 'bot unanswered',
    descriptor: decode(Descriptor, { ...SCOPE, type: 'count', dimension: 'bot', metric: 'unanswered' }),
    sql: `SELECT count(DISTINCT messageId) FROM messages q WHERE ${SAMPLE_WINDOW} AND type = 'request'
      AND NOT EXISTS (FROM messages r WHERE r.${PROJECT} AND r.type = 'response' AND r.responseTo = q.messageId)`,
  },
  ...(['avg', 'percentiles'] as const).map((aggregation) => ({
    name: `${aggregation} responseTime`,
    descriptor: decode(Descriptor, { ...SCOPE, type: 'aggregation', aggregation, field: 'responseTime' }),
    sql: `${ANSWERED} SELECT ${(NUMBERS[aggregation] ?? missing(aggregation))('epoch(responded - since)')} FROM answered`,
  })),
];

/** The largest values of fields, and how many have them. */
export const BY_QUESTIONS: readonly DuckdbQuestion[] = (
  [
    ['channel', 'channel'],
    ['intent.name', 'intent'],
    ['userId', 'userId'],
    ['metadata.attempt', "metadata->>'$.attempt'"],
    ['content.value', 'text'],
  ] as const
).flatMap(([by, column]) =>
  // That each user has one user is no question.
  (by === 'userId' ? (['all'] as const) : (['all', 'users'] as const)).map((metric) => ({
    name: `${metric} by ${by}`,
    descriptor: decode(Descriptor, { ...SCOPE, type: 'segmentation', dimension: 'message', metric, by }),
    sql: `SELECT ${column} AS label, ${metric === 'all' ? 'count(*)' : 'count(DISTINCT userId)'} AS n FROM messages
      WHERE ${SAMPLE_WINDOW} AND label IS NOT NULL GROUP BY label ORDER BY n DESC, label LIMIT 20`,
  })),
);

/** What is asked by day and by hour: each with its columns, its condition, and what else it is grouped by. */
const SERIES = [
  {
    asked: { type: 'count', dimension: 'message', metric: 'requests' },
    what: 'count(DISTINCT messageId)',
    where: "type = 'request'",
    by: '',
  },
  {
    asked: { type: 'count', dimension: 'user', metric: 'total' },
    what: 'count(DISTINCT userId)',
    where: 'TRUE',
    by: '',
  },
  {
    asked: { type: 'segmentation', dimension: 'message', metric: 'all' },
    what: 'count(*)',
    where: 'TRUE',
    by: 'type',
  },
  {
    asked: { type: 'aggregation', aggregation: 'avg', field: 'intent.confidence' },
    what: 'avg(confidence)',
    where: 'TRUE',
    by: '',
  },
  {
    asked: { type: 'aggregation', aggregation: 'max', field: 'metadata.attempt' },
    what: `max(${ATTEMPT})`,
    where: 'TRUE',
    by: '',
  },
] as const;

/** Series of 30 days and of 720 hours. The answer of Memex has the total too. */
export const SERIES_QUESTIONS: readonly DuckdbQuestion[] = (['day', 'hour'] as const).flatMap((interval) =>
  SERIES.map(({ asked, what, where, by }) => ({
    name: `${what} by ${interval}`,
    descriptor: decode(Descriptor, { ...SCOPE, ...asked, interval }),
    sql: `SELECT date_trunc('${interval}', instant) AS bucket, ${by === '' ? '' : `${by}, `}${what} FROM messages WHERE ${SAMPLE_WINDOW} AND ${where}
      GROUP BY GROUPING SETS ((bucket${by === '' ? '' : `, ${by}`}), (${by}))`,
  })),
);

/** All of them: a script is told their numbers. */
export const DUCKDB_QUESTIONS: readonly DuckdbQuestion[] = [
  ...COUNT_QUESTIONS,
  ...MODEL_QUESTIONS,
  ...METADATA_QUESTIONS,
  ...FILTERED_QUESTIONS,
  ...SERIES_QUESTIONS,
  ...ANSWER_QUESTIONS,
  ...BY_QUESTIONS,
];

function missing(name: string): never {
  throw new TypeError(`there is no statement for ${name}`);
}
