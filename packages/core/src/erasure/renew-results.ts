import type { Analytics } from '../analytics/analytics.js';
import { namesId } from '../entry/names-id.js';
import { exportPages } from '../export/export-pages.js';
import { stringifyJson } from '../json/exact-json.js';
import type { CallOptions } from '../port/call.js';
import type { AnalyticalStore } from '../store/store.js';
import type { ErasureScope } from './verify-erasure.js';

/** Computes again the analytics whose result names an erased user, from the messages that are left. Resolves with their number. */
export async function renewResults(
  store: AnalyticalStore,
  analytics: Pick<Analytics, 'find' | 'update'>,
  { userId, projects }: ErasureScope,
  options: CallOptions = {},
): Promise<number> {
  const names = namesId(userId);
  const ids: string[] = [];
  for await (const { records } of exportPages(store, 'analytics', { projects }, options))
    ids.push(...records.filter(names).map(({ json }) => idOf(json)));
  let renewed = 0;
  for (const id of ids) {
    const { result } = await analytics.find({ id }, options);
    if (result === null || !names({ json: stringifyJson(result) })) continue;
    if (await analytics.update(id, options)) renewed++;
  }
  return renewed;
}

function idOf(json: string): string {
  const { id }: { readonly id: string } = JSON.parse(json);
  return id;
}
