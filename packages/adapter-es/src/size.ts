import type { CallOptions } from '@memex/core/ports';
import { abortable } from './cluster/abortable.js';
import type { Names } from './config/index-names.js';
import type { Engine } from './engine/engine.js';

/** What the cluster tells of indices. */
interface Stats {
  readonly indices?: Readonly<Record<string, { readonly total: { readonly store: Size } }>>;
}

interface Size {
  readonly size_in_bytes: number;
}

/** The bytes of the indices of a store, replicas included. The cluster renews what it tells every ten seconds. */
export async function storeSize(
  engine: Engine,
  names: readonly Names[],
  options: CallOptions = {},
): Promise<number> {
  const patterns = names.map(({ pattern }) => pattern).join(',');
  const { indices = {} } = await engine.read(
    ({ client }) =>
      client.transport.request<Stats>(
        {
          method: 'GET',
          path: `/${encodeURIComponent(patterns)}/_stats/store`,
          querystring: { ignore_unavailable: true, filter_path: 'indices.*.total.store.size_in_bytes' },
        },
        abortable(options),
      ),
    options,
  );
  return Object.entries(indices)
    .filter(([index]) => names.some((one) => one.owns(index)))
    .reduce((sum, [, { total }]) => sum + total.store.size_in_bytes, 0);
}
