import { type Client, errors } from '@elastic/elasticsearch';
import type { CallOptions } from '@memex/core/ports';
import { abortable } from '../cluster/abortable.js';

interface Answer {
  readonly indicators?: {
    readonly shards_capacity?: {
      readonly details?: {
        /** Present only when few shards are left. */
        readonly data?: { readonly max_shards_in_cluster: number; readonly current_used_shards?: number };
      };
    };
  };
}

/** How many more shards the cluster accepts. Infinity if it does not tell. */
export async function shardsLeft(client: Client, options: CallOptions): Promise<number> {
  try {
    const { indicators } = await client.transport.request<Answer>(
      { method: 'GET', path: '/_health_report/shards_capacity' },
      abortable(options),
    );
    const data = indicators?.shards_capacity?.details?.data;
    return data?.current_used_shards === undefined
      ? Number.POSITIVE_INFINITY
      : data.max_shards_in_cluster - data.current_used_shards;
  } catch (error) {
    // Versions before 8.8 have no such report, and not every user may read it.
    if (error instanceof errors.ResponseError && SILENT.has(error.statusCode ?? 0)) {
      return Number.POSITIVE_INFINITY;
    }
    throw error;
  }
}

const SILENT = new Set([400, 403, 404]);
