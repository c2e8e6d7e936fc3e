import type { Analytic } from '../analytics/analytic.js';
import type { AnalyticStore } from '../analytics/analytic-store.js';
import { mapInOrder } from '../async/map-in-order.js';
import { walkPages } from '../async/walk-pages.js';
import type { Position } from '../entry/entry.js';
import { type CallOptions, throwIfAborted } from '../port/call.js';
import type { CopyCounts, CopyOptions } from './copy.js';

const PAGE = 500;
const EVERYTHING = { projects: 'all' } as const;

/**
 * Copies all analytics with their results. It always starts with the first: there are few, and any of them may have a new
 * result.
 *
 * @returns How many the source has, and how many of those the target has afterwards.
 */
export async function copyAnalytics(
  source: AnalyticStore,
  target: AnalyticStore,
  { signal, onProgress }: CopyOptions,
): Promise<CopyCounts> {
  let [total, copied] = [0, 0];
  for await (const page of pagesOf(source, { signal })) {
    throwIfAborted({ signal });
    total += page.length;
    for await (const isThere of mapInOrder(page, (one, call) => copyAnalytic(target, one, call), {
      signal,
    })) {
      if (isThere) copied++;
    }
    onProgress?.({ kind: 'analytics', copied, total, next: { kind: 'analytics' } });
  }
  return { source: total, target: copied, leftOut: 0 };
}

/** Resolves with whether the target has it. One that is deleted there meanwhile stays deleted. */
async function copyAnalytic(
  target: AnalyticStore,
  { id, descriptor, result }: Analytic,
  options: CallOptions,
): Promise<boolean> {
  await target.define(id, descriptor, options);
  if (result !== null) await target.saveResult(id, result, options);
  return (await target.find({ id, ...EVERYTHING }, options)) !== undefined;
}

function pagesOf(source: AnalyticStore, options: CallOptions): AsyncGenerator<readonly Analytic[], void> {
  const read = async (after: Position | null, call: CallOptions) => {
    const { entries, next } = await source.page(
      EVERYTHING,
      { limit: PAGE, ...(after === null ? {} : { after }) },
      call,
    );
    return { items: [entries], next };
  };
  return walkPages<readonly Analytic[], Position | null>(null, read, options);
}
