import type { TimeWindow } from '@memex/core/ports';
import { instantOfMicros, plusMicros } from '@memex/core/toolkit';
import { aggregate } from './scope.js';
import type { Selection, Values } from './search.js';
import type { SearchClient } from './search-client.js';

/** Documents of a slice: what they have in common fits on one page. */
const DOCUMENTS = 8_000;

/** Steps that are counted for each slice: so a slice has nearly as many documents as it may have. */
const STEPS = 4;

/** Steps of one search. Elasticsearch allows 65,536 buckets. */
const MAX_STEPS = 50_000;

/**
 * Divides a window into slices of time with some thousands of documents each, in order. Each page of a walk costs as much as what it walks
 * through has documents, so walking through slices costs as much as there are documents, and walking through the window costs the square.
 *
 * A slice has more documents only if they come in one moment: a quarter of what an average slice lasts.
 */
export async function timeSlices(
  client: SearchClient,
  selectionOf: (window: TimeWindow) => Selection,
  window: TimeWindow,
): Promise<readonly TimeWindow[]> {
  const selection = selectionOf(window);
  const { times } = await aggregate(client, selection, { times: { stats: { field: 'memex.at' } } });
  const { count = 0, min, max } = times ?? {};
  if (count <= DOCUMENTS) return [window];
  const steps = Math.min(MAX_STEPS, Math.ceil((STEPS * count) / DOCUMENTS));
  const interval = Math.ceil((Number(max) - Number(min) + 1) / steps);
  const counted = await aggregate(client, selection, {
    steps: { histogram: { field: 'memex.at', interval, min_doc_count: 1 } },
  });
  return cut(window, counted.steps?.buckets ?? []);
}

function cut(window: TimeWindow, steps: NonNullable<Values['buckets']>): readonly TimeWindow[] {
  const slices: TimeWindow[] = [];
  let { from } = window;
  let documents = 0;
  for (const { key, doc_count: count } of steps) {
    if (documents > 0 && documents + count > DOCUMENTS) {
      const next = instantOfMicros(Number(key));
      slices.push({ from, to: plusMicros(next, -1) });
      from = next;
      documents = 0;
    }
    documents += count;
  }
  return [...slices, { from, to: window.to }];
}
