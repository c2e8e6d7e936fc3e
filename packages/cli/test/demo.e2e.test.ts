import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { expect, test, vi } from 'vitest';
import { runMemex, startOf, temporaryFolder } from './memex-process.js';

test('memex demo serves three months of a made-up bot, leaves the configured store alone, and removes everything at the end', async () => {
  await using folder = await temporaryFolder();
  const configured = {
    STORE_PATH: folder.path,
    EL_HOST: 'http://127.0.0.1:9',
    BROKER_URL: 'redis://127.0.0.1:7',
  };
  await using memex = runMemex(['demo'], { WS_PORT: '0', ...configured });
  const url = await memex.url();
  const stored = await vi.waitFor(() => storedIn(memex.printed.stderr), { timeout: 40_000 });
  expect(stored).toBeGreaterThan(45_000);
  expect(stored).toBeLessThan(60_000);
  const [data = ''] = startOf(memex.printed.stderr).data.split(' ');

  const [intents, unanswered, fallbacks] = await ask(url, [
    { type: 'segmentation', dimension: 'message', metric: 'requests', by: 'intent.name', interval: 'week' },
    { type: 'count', dimension: 'bot', metric: 'unanswered', interval: 'day' },
    { type: 'count', dimension: 'dialogue', metric: 'fallback', interval: 'week' },
  ]);
  expect(bucketsWith(intents, (bucket) => JSON.stringify(bucket).includes('e-books'))).toBeLessThan(7);
  expect(bucketsWith(unanswered, ({ count }) => Number(count) > 0)).toBe(1);
  const weeks = fallbacks?.series?.map(({ count }) => Number(count)) ?? [];
  expect(Math.max(...weeks.slice(-3))).toBeGreaterThan(2 * Math.max(...weeks.slice(0, 3)));

  expect(existsSync(data)).toBe(true);
  memex.signal('SIGINT');
  expect(await memex.exit).toBe(0);
  expect(existsSync(data)).toBe(false);
  expect(await readdir(folder.path)).toEqual([]);
});

interface Found {
  readonly series?: readonly Readonly<Record<string, unknown>>[];
}

function storedIn(stderr: string): number {
  const [, stored] = /Stored ([\d,]+) messages of the project library/.exec(stderr) ?? [];
  if (stored === undefined) throw new Error('nothing is stored yet');
  return Number(stored.replaceAll(',', ''));
}

async function ask(url: string, questions: readonly object[]): Promise<readonly Found[]> {
  const scope = { project: 'library', timespan: { type: 'moving', value: '13w' } };
  const answer = await fetch(`${url}/analytics/query`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(questions.map((question) => ({ ...scope, ...question }))),
  });
  expect(answer.status).toBe(200);
  const found: readonly Found[] = JSON.parse(await answer.text());
  return found;
}

function bucketsWith(
  found: Found | undefined,
  holds: (bucket: Readonly<Record<string, unknown>>) => boolean,
): number {
  return found?.series?.filter(holds).length ?? 0;
}
