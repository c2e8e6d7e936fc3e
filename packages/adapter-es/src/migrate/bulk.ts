import type { Client, estypes } from '@elastic/elasticsearch';
import { InternalError } from '@memex/core';
import type { JsonObject } from '@memex/core/toolkit';

/** One operation of a bulk request: its header and, unless it deletes, its document. */
export type BulkOperation = readonly [header: JsonObject, document?: JsonObject];

/**
 * The outcome of an operation: it is done, another version of the document exists, or the document does not match the
 * mapping of its index.
 */
export type BulkOutcome = 'done' | 'conflict' | 'rejected';

/**
 * Writes operations. Resolves with the outcome of each, in order.
 *
 * @throws InternalError if one fails for another reason. The message names index, id and reason.
 */
export async function writeBulk(
  client: Client,
  operations: readonly BulkOperation[],
  signal: AbortSignal,
): Promise<readonly BulkOutcome[]> {
  if (operations.length === 0) return [];
  const body = operations.flatMap(([header, document]) =>
    document === undefined ? [header] : [header, document],
  );
  const { items } = await client.bulk({ operations: body }, { signal, maxRetries: 5 });
  return items.map((item) => outcomeOf(Object.values(item)[0]));
}

function outcomeOf(item: estypes.BulkResponseItem | undefined): BulkOutcome {
  const status = item?.status ?? 500;
  if (status < 300 || (status === 404 && item?.result === 'not_found')) return 'done';
  if (status === 409) return 'conflict';
  if (status === 400) return 'rejected';
  const { type, reason } = item?.error ?? { type: 'unknown', reason: undefined };
  throw new InternalError(`Elasticsearch refused ${item?._index}/${item?._id}: ${type}: ${reason ?? ''}`);
}
