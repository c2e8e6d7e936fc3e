import type { Client, estypes } from '@elastic/elasticsearch';
import type { CallOptions } from '@memex/core/ports';
import { abortable } from '../cluster/abortable.js';
import { BusyError, failureOf, INDEX_NOT_FOUND, UnusableIndexError } from '../cluster/failure.js';
import { retryWhileBusy } from '../cluster/retry.js';
import type { Document } from '../document/hit.js';
import type { Located } from '../document/place.js';
import type { Indices } from './indices.js';

/** Longest `_id`, in bytes. */
const MAX_ID_BYTES = 512;

/** A document by its id. */
export type Found = Document & Located;

/**
 * The document with this id, at once after it was acknowledged by whatever process: each index is asked for it by id, which needs
 * no refresh. Where those that are known have nothing, the cluster is asked for new ones.
 *
 * @throws UnavailableError where it is not found, and an index that may have it cannot be asked.
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
    // It was known otherwise; it is asked again if it is still there.
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

/** The document with this id in one of some indices; `undefined` where none has it. */
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

/** Throws where what was asked cannot say whether it has the document. An index that was dropped since has nothing to say. */
function refuseUnanswered(doc: estypes.MgetResponseItem<string>, asked: string): void {
  if (!('error' in doc)) {
    refuseAlias(doc, asked);
    return;
  }
  const { type } = doc.error;
  const reason = doc.error.reason ?? type;
  if (type === INDEX_NOT_FOUND) return;
  const error = { status: STATUSES[type] ?? 0, type, reason, index: asked };
  throw failureOf(error, 'read by id') ?? new BusyError(reason);
}

/** The errors of single documents say no status. */
const STATUSES: Readonly<Record<string, number>> = { security_exception: 403 };

/** The name of an index may become an alias of another one, whose documents are not ours. */
function refuseAlias({ _index }: { readonly _index: string }, asked: string): void {
  if (_index !== asked) throw new UnusableIndexError({ index: asked, problem: 'alias', detail: _index });
}
