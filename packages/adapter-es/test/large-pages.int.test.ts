import type { Measure } from '@memex/core/ports';
import {
  bytesOf,
  field,
  instantOfMillis,
  MAX_PAGE_BYTES,
  MICROS_PER_DAY,
  plusMicros,
} from '@memex/core/toolkit';
import { expect, test } from 'vitest';
import { startCountingFront } from './front.js';
import { entryOf } from './many-messages.js';
import { onEachMajor, openStore, refresh } from './servers.js';

const MEBI = 1_048_576;
const SMALL = 2_000;
const LARGE = 40;
/** What an answer contains besides the texts: indexed values, ids, sort values. */
const BESIDE = MEBI;

await onEachMajor('large messages behind small ones', ([node = '']) => {
  test('are walked, and measured by reading them, and no answer is taken that is larger than a page', async ({
    onTestFinished,
  }) => {
    const { front, answers } = await startCountingFront(node);
    onTestFinished(() => front.close());
    const store = await openStore([front.url]);
    onTestFinished(() => store.stop());
    const at = (second: number) => `2026-03-01T${new Date(second * 1_000).toISOString().slice(11, 19)}`;
    const content = { type: 'attachment', uri: 'a', alternativeText: null };
    const small = Array.from({ length: SMALL }, (_, second) => entryOf({ content, timestamp: at(second) }));
    await store.messages.append({ entries: small });
    const metadata = { text: 'x'.repeat(MEBI) };
    for (let second = SMALL; second < SMALL + LARGE; second += 10) {
      const some = Array.from({ length: 10 }, (_, more) =>
        entryOf({ content, metadata, timestamp: at(second + more) }),
      );
      await store.messages.append({ entries: some });
    }
    await refresh(node);

    const pages: number[] = [];
    let walked = 0;
    let after: string | undefined;
    do {
      const page = await store.messages.page({ projects: ['project'] }, { limit: 10_000, after });
      walked += page.entries.length;
      pages.push(page.entries.reduce((sum, { json }) => sum + bytesOf(json), 0));
      after = page.next;
    } while (after !== undefined);
    expect(walked).toBe(SMALL + LARGE);
    expect(pages).toHaveLength(3);
    expect(Math.max(...pages)).toBeLessThanOrEqual(MAX_PAGE_BYTES);

    const uris: Measure = { measure: 'distinct', field: field('content.uri'), where: [] };
    const window = { to: plusMicros(instantOfMillis(Date.parse('2026-03-01')), MICROS_PER_DAY) };
    const [uri] = await store.analysis.measure({ project: 'project', window, measures: [uris], buckets: [] });
    expect(uri?.total).toMatchObject({ count: 1 });
    await store.stop();
    await front.answersSettled();
    expect(Math.max(...answers)).toBeLessThanOrEqual(MAX_PAGE_BYTES + BESIDE);
  });
});
