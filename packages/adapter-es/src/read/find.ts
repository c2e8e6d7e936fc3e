import type { Client, estypes } from '@elastic/elasticsearch';
import type { CallOptions } from '@memex/core/ports';
import { abortable } from '../cluster/abortable.js';
import { BusyError, errorIn, failureOf, INDEX_NOT_FOUND, UnusableIndexError } from '../cluster/failure.js';
import { retryWhileBusy } from '../cluster/retry.js';
import type { Document } from '../document/hit.js';
import type { Located } from '../document/place.js';
import type { Indices } from './indices.js';

/** The longest `_id`, in bytes. */
const MAX_ID_BYTES = 512;

/** A document that was found by its id. */
export type Found = Document & Located;

/**
 * Finds a document by its id, as soon as any process has got its acknowledgement: reading by id needs no refresh. If
 * the known indices do not contain it, the cluster is asked for new indices.
 *
 * @throws UnavailableError if it is not found and an index that may contain it cannot be read.
 */
export function findById(
  client: Client,
  indices: Indices,
  id: string,
  options?: CallOptions,
): Promise<Found | undefined> {
  return retryWhileBusy(() => findOnce(client, indices, id, options));
}

async function findOnce(
  client: Client,
  indices: Indices,
  id: string,
  options: CallOptions = {},
): Promise<Found | undefined> {
  let asked = indices.cached;
  const found = await getFrom(client, asked, id, options).catch((error: unknown) => {
    // The index was usable before. The list below tells whether it still exists.
    if (!(error instanceof UnusableIndexError)) throw error;
    asked = [];
    return undefined;
  });
  if (found !== undefined) return found;
  const { names, refuseUnasked } = await indices.list(client, options);
  const others = names.filter((index) => !asked.includes(index));
  const late = await getFrom(client, others, id, options);
  if (late === undefined) refuseUnasked();
  return late;
}

/** Finds the document with this id in the given indices. Returns `undefined` if none contains it. */
export async function getFrom(
  client: Client,
  indices: readonly string[],
  id: string,
  options: CallOptions = {},
): Promise<Found | undefined> {
  if (indices.length === 0 || id === '' || Buffer.byteLength(id) > MAX_ID_BYTES) return undefined;
  const { docs } = await client.mget<string>(
    { docs: indices.map((index) => ({ _index: index, _id: id })) },
    abortable(options),
  );
  for (const [place, doc] of docs.entries()) {
    if (!('error' in doc) && doc.found) return foundIn(doc, indices[place] ?? '');
  }
  for (const [place, doc] of docs.entries()) refuseUnanswered(doc, indices[place] ?? '');
  return undefined;
}

function foundIn(doc: estypes.GetGetResult<string>, asked: string): Found {
  refuseAlias(doc, asked);
  return {
    place: { index: doc._index, id: doc._id },
    version: { seqNo: doc._seq_no ?? 0, primaryTerm: doc._primary_term ?? 0 },
    source: doc._source ?? '',
  };
}

/** Throws if an index cannot tell whether it contains the document. An index that was dropped contains nothing. */
function refuseUnanswered(doc: estypes.MgetResponseItem<string>, asked: string): void {
  if (!('error' in doc)) {
    refuseAlias(doc, asked);
    return;
  }
  const { type } = doc.error;
  if (type === INDEX_NOT_FOUND) return;
  const error = { ...errorIn(STATUSES[type] ?? 0, doc.error), index: asked };
  throw failureOf(error, 'read by id') ?? new BusyError(error.reason ?? type);
}

/** Errors of single documents have no status. */
const STATUSES: Readonly<Record<string, number>> = { security_exception: 403 };

/** The name of one of our indices may have become an alias of another index, whose documents are not ours. */
function refuseAlias({ _index }: { readonly _index: string }, asked: string): void {
  if (_index !== asked) throw new UnusableIndexError({ index: asked, problem: 'alias', detail: _index });
}
