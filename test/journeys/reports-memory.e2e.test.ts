import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { type FakeLogger, startFakePlatform } from '@memex/test-services';
import { expect, test } from 'vitest';
import { printFigure } from '../src/figure.js';
import { createFolder } from '../src/folder.js';
import { runReport } from '../src/report-run.js';
import { createSamples, SAMPLE_PROJECT } from '../src/samples.js';

const FULL = process.env.FULL === '1';
const SIZE = FULL
  ? { messages: 1_000_000, tasks: 200_000, profiles: 100_000 }
  : { messages: 100_000, tasks: 10_000, profiles: 5_000 };

const MAX_MEMORY = 200;
const SINCE = 1_700_000_000;

test(`a report of ${Object.entries(SIZE)
  .map(([name, count]) => `${count} ${name}`)
  .join(', ')} holds less than ${MAX_MEMORY} MiB`, async () => {
  await using folder = await createFolder();
  const ids = Array.from({ length: SIZE.profiles }, (_, index) => `user-${index}`);
  const platform = await startFakePlatform('key', {
    users: { [SAMPLE_PROJECT]: Object.fromEntries(ids.map((id) => [id, SINCE])) },
    profiles: Object.fromEntries(
      ids.map((id) => [id, { id, name: { first: id }, email: `${id}@example.org` }]),
    ),
    tasks: Array.from({ length: SIZE.tasks }, (_, index) => taskOf(index)),
  });
  platform.logger = endlessLogger(SIZE.messages);
  const at = (name: string): string => join(folder.path, name);
  const args = [
    ...['analytics', '-ai', SAMPLE_PROJECT, '-r', 'ALL', '-qf', at('q.csv'), '-uf', at('u.csv')],
    ...['-tf', at('t.json'), '-mf', at('m.json'), '-pf', at('p.json')],
  ];
  const { millis, peak } = await runReport(args, platform.instance).finally(() => platform.stop());
  printFigure('Reports', 'memory', {
    ...SIZE,
    seconds: Math.round(millis / 1_000),
    'peak, MiB': Math.round(peak),
  });
  expect(await countItems(at('m.json'))).toBe(SIZE.messages);
  expect(await countItems(at('t.json'))).toBe(SIZE.tasks);
  expect(await countItems(at('p.json'))).toBe(SIZE.profiles);
  expect(peak).toBeLessThan(MAX_MEMORY);
}, 900_000);

function taskOf(index: number) {
  const text = `"Is it raining in town ${index}, caf\\u00e9?"`;
  return {
    id: `t${index}`,
    appId: SAMPLE_PROJECT,
    requesterId: `user-${index % SIZE.profiles}`,
    _creationTs: SINCE,
    goal: { name: text },
    transactions: [
      {
        id: `x${index}`,
        label: 'answerTransaction',
        _creationTs: SINCE,
        actioneerId: 'user-1',
        attributes: { answer: text },
      },
      {
        id: `y${index}`,
        label: 'bestAnswerTransaction',
        _creationTs: SINCE,
        attributes: { transactionId: `x${index}` },
      },
    ],
  };
}

/** A logger with so many messages, of which it holds one page: it says each page again, with a cursor. */
function endlessLogger(messages: number): FakeLogger {
  const page = JSON.stringify(
    createSamples()(1_000).map((message) => ({ ...message, timestamp: '2026-01-01T00:00:00' })),
  );
  return (_request, response, path) => {
    const { pathname, searchParams } = new URL(path, 'http://localhost');
    if (pathname !== '/messages') return response.writeHead(404).end();
    const done = Number(searchParams.get('cursor') ?? 0) + 1_000;
    const cursor = done < messages ? { 'x-next-cursor': String(done) } : {};
    response.writeHead(200, { 'content-type': 'application/json', ...cursor }).end(page);
  };
}

/** How many items a document has: each begins on a line of its own. */
async function countItems(path: string): Promise<number> {
  let count = 0;
  let rest = '';
  for await (const chunk of createReadStream(path, 'utf8')) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    count += lines.filter((line) => line === '  {').length;
  }
  return count;
}
