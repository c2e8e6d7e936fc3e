import type { IncomingMessage } from 'node:http';
import type { Measure } from '@memex/core/ports';
import { messageEntry, unique } from '@memex/core/testing';
import { field } from '@memex/core/toolkit';
import { expect, test } from 'vitest';
import { startFront } from './front.js';
import { midnight } from './measure.js';
import { onEachMajor, openStore, refresh } from './servers.js';

const DAYS = Array.from({ length: 30 }, (_, index) => `2026-10-${String(index + 1).padStart(2, '0')}`);

/** One of each kind, some of them twice. */
const MEASURES: readonly Measure[] = [
  { measure: 'distinct', field: field('messageId'), where: [] },
  { measure: 'distinct', field: field('userId'), where: [] },
  {
    measure: 'distinct',
    field: field('userId'),
    where: [{ field: field('type'), operation: 'term', value: 'request' }],
  },
  { measure: 'firstSeen', field: 'userId', where: [] },
  { measure: 'singletons', field: 'userId', where: [] },
  { measure: 'terms', field: field('channel'), of: 'messages', limit: 10, where: [] },
  { measure: 'terms', field: field('metadata.kind'), of: 'messages', limit: 10, where: [] },
  { measure: 'terms', field: field('metadata.kind'), of: 'userId', limit: 10, where: [] },
  { measure: 'numbers', field: field('metadata.score'), where: [] },
  { measure: 'percentiles', field: field('metadata.score'), where: [], percents: [50, 99] },
];

await onEachMajor('measures', ([node = '']) => {
  test('measures of one call share requests, whatever the number of measures and buckets', async () => {
    let requests = 0;
    const isSearch = ({ url = '' }: IncomingMessage) => url.startsWith('/_msearch');
    const front = await startFront(node, {
      before: async (request) => {
        if (isSearch(request)) requests++;
      },
    });
    const store = await openStore([front.url], { prefix: `${unique('requests')}-`, replicas: 0 });
    const entries = DAYS.flatMap((day, index) =>
      ['a', 'b'].map((user) =>
        messageEntry({
          project: 'p',
          userId: index % 3 === 0 ? user : `${user}${index}`,
          timestamp: `${day}T12:00:00Z`,
          metadata: { score: index, kind: user },
        }),
      ),
    );
    await store.messages.append({ entries });
    await refresh(node);
    const asked = async (measures: readonly Measure[]): Promise<number> => {
      requests = 0;
      const window = { from: midnight('2026-10-05'), to: midnight('2026-10-31') };
      const buckets = DAYS.slice(4, -1).map((day, index) => ({
        from: midnight(day),
        to: midnight(DAYS[index + 5] ?? '2026-10-31'),
      }));
      const answers = await store.analysis.measure({ project: 'p', window, buckets, measures });
      expect(answers).toHaveLength(measures.length);
      return requests;
    };
    const each = [];
    for (const measure of MEASURES) each.push(await asked([measure]));
    expect(each).toEqual([2, 2, 2, 3, 2, 2, 2, 2, 2, 4]);
    expect(await asked(MEASURES)).toBe(Math.max(...each));
    await store.stop();
    front.close();
  });
});
