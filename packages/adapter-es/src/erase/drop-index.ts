import { type Client, errors } from '@elastic/elasticsearch';
import type { CallOptions } from '@memex/core/ports';
import { abortable } from '../cluster/abortable.js';

/** Drops one index. Resolves with whether it existed. */
export async function dropIndex(client: Client, index: string, options: CallOptions = {}): Promise<boolean> {
  try {
    await client.indices.delete({ index, expand_wildcards: 'none' }, abortable(options));
    return true;
  } catch (error) {
    if (error instanceof errors.ResponseError && error.statusCode === 404) return false;
    throw error;
  }
}
