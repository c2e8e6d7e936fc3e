import { Client } from '@elastic/elasticsearch';
import { unique } from '@memex/core/testing';
import { expect, test } from 'vitest';
import { walkIndex } from '../dist/migrate/documents.js';
import { startCountingFront } from './front.js';
import { onEachMajor, refresh } from './servers.js';

const MEBI = 1_048_576;
const SMALL = 1_500;
const LARGE = 40;
const MAX_ANSWER_BYTES = 16 * MEBI;

await onEachMajor('a migration of large documents behind small ones', ([node = '']) => {
  test('a migration reads each document once, and accepts no answer larger than a page', async ({
    onTestFinished,
  }) => {
    const { front, answers } = await startCountingFront(node);
    onTestFinished(() => front.close());
    const client = new Client({ node: front.url });
    onTestFinished(() => client.close());
    const index = unique('large');
    const mappings = { dynamic: false } as const;
    await client.indices.create({ index, settings: { number_of_replicas: 0 }, mappings });
    const small = Array.from({ length: SMALL }, (_, id) => [
      { index: { _id: `small-${id}` } },
      { text: 'x' },
    ]);
    await client.bulk({ index, operations: small.flat() });
    for (let id = 0; id < LARGE; id++)
      await client.index({ index, id: `large-${id}`, document: { text: 'x'.repeat(MEBI) } });
    await refresh(node);

    const ids: string[] = [];
    for await (const documents of walkIndex(client, index, new AbortController().signal))
      ids.push(...documents.map(({ id }) => id));
    expect(new Set(ids).size).toBe(SMALL + LARGE);
    expect(ids).toHaveLength(SMALL + LARGE);
    await client.indices.delete({ index });
    await client.close();
    await front.answersSettled();
    expect(Math.max(...answers)).toBeLessThanOrEqual(MAX_ANSWER_BYTES + MEBI);
  });
});
