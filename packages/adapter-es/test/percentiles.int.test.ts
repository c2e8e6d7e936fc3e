import { messageEntry, unique } from '@memex/core/testing';
import { field, plusMicros } from '@memex/core/toolkit';
import { expect, test } from 'vitest';
import { multiSearch } from '../src/analysis/multi-search.js';
import { NotIndexedError } from '../src/analysis/not-indexed.js';
import { percentilesIn } from '../src/analysis/percentiles.js';
import { selectionOf } from '../src/analysis/scope.js';
import { createSearchClient } from '../src/analysis/search-client.js';
import { createClient } from '../src/cluster/client.js';
import { IndexNames } from '../src/config/index-names.js';
import { settingsOf } from '../src/config/options.js';
import { Indices } from '../src/read/indices.js';
import { startFront } from './front.js';
import { midnight } from './measure.js';
import { onEachMajor, openStore, refresh } from './servers.js';

const DAY = midnight('2026-10-02');
const WINDOW = { from: DAY, to: plusMicros(DAY, 86_400_000_000) };
const PERCENTS = [0, 25, 50, 99, 100];

/** From 0 to 999, with a gap in the middle. */
const NUMBERS = Array.from({ length: 1_000 }, (_, index) => (index < 500 ? index : index + 1_000_000));

/** Percentiles by definition: between two numbers, in proportion. */
function exactOf(numbers: readonly number[]): readonly number[] {
  const sorted = [...numbers].sort((a, b) => a - b);
  return PERCENTS.map((percent) => {
    const rank = (percent / 100) * (sorted.length - 1);
    const below = sorted[Math.floor(rank)] ?? 0;
    return below + ((sorted[Math.ceil(rank)] ?? 0) - below) * (rank - Math.floor(rank));
  });
}

/** Each has a number twice. Some have numbers from both sides of the gap. */
const LISTS = NUMBERS.map((score, index) => [score, NUMBERS.at(-index) ?? 0, score]);

await onEachMajor('percentiles', ([node = '']) => {
  test('percentiles of numbers and of lists are exact, and no message is read', async () => {
    const requests: string[] = [];
    const front = await startFront(node, { before: async ({ url = '' }) => requests.push(url) });
    const store = await openStore([front.url], { replicas: 0 });
    const entries = NUMBERS.map((score, index) =>
      messageEntry({
        project: 'p',
        timestamp: '2026-10-02T12:00:00',
        metadata: { score, lists: LISTS[index] ?? [] },
      }),
    );
    await store.messages.append({ entries });
    await refresh(node);
    requests.length = 0;
    const measures = ['metadata.score', 'metadata.lists'].map(
      (path) => ({ measure: 'percentiles', field: field(path), where: [], percents: PERCENTS }) as const,
    );
    const [ofNumbers, ofLists] = await store.analysis.measure({
      project: 'p',
      window: WINDOW,
      buckets: [],
      measures,
    });
    expect(ofNumbers?.total).toEqual({ answer: 'percentiles', values: exactOf(NUMBERS) });
    expect(ofLists?.total).toEqual({ answer: 'percentiles', values: exactOf(LISTS.flat()) });
    expect(requests.filter((url) => /_search|_pit/.test(url))).toEqual([]);
    await store.stop();
    front.close();
  });

  test('more numbers than a digest may hold are counted in parts of their range, and lists of them are read', async () => {
    const prefix = `${unique('percentiles')}-`;
    const store = await openStore([node], { prefix, replicas: 0 });
    const entries = NUMBERS.map((score) =>
      messageEntry({
        project: 'p',
        timestamp: '2026-10-02T12:00:00',
        metadata: { score, twice: [score, score + 1] },
      }),
    );
    await store.messages.append({ entries });
    await refresh(node);
    const settings = settingsOf({ prefix });
    const client = createClient({ nodes: [node] }, settings);
    const indices = await new Indices(new IndexNames('message', settings)).list(client);
    const searching = createSearchClient((searches) =>
      multiSearch(client, { indices, copies: 'a' }, searches),
    );
    const percentilesOf = (path: string) =>
      percentilesIn(searching, selectionOf('p', WINDOW), `memex.numbers.${path}`, PERCENTS, 999);
    const outcome = await percentilesOf('metadata.score');
    const values = outcome.answer === 'percentiles' ? (outcome.values ?? []) : [];
    const exact = exactOf(NUMBERS);
    // Each is known to a two-thousandth of the range.
    for (const [index, value] of values.entries())
      expect(Math.abs(value - (exact[index] ?? Number.NaN))).toBeLessThan(1_001);
    expect(values).toHaveLength(PERCENTS.length);
    await expect(percentilesOf('metadata.twice')).rejects.toBeInstanceOf(NotIndexedError);
    await client.close();
    await store.stop();
  });
});
