import type { Client, estypes } from '@elastic/elasticsearch';
import type { CallOptions } from '@memex/core';
import { BusyError } from '../failure.js';
import type { Document, Located } from './hit.js';
import type { Indices } from './indices.js';
import { patiently } from './patiently.js';
import { abortable } from './search.js';

/** Longest `_id`, in bytes. */
const LONGEST_ID = 512;

/** A document by its id. */
export type Found = Document & Located;

/**
 * The document with this id, at once after it was acknowledged by whatever process: each index is asked for it by id, which needs
 * no refresh. Where those that are known have nothing, the cluster is asked for new ones.
 *
 * @throws UnavailableError where an index that may have it does not answer.
 */
export function findById(
  client: Client,
  indices: Indices,
  id: string,
  options?: CallOptions,
): Promise<Found | undefined> {
  return patiently(() => findOnce(client, indices, id, options));
}

async function findOnce(
  client: Client,
  indices: Indices,
  id: string,
  options: CallOptions = {},
): Promise<Found | undefined> {
  const asked = indices.cached;
  const found = await getFrom(client, asked, id, options);
  if (found !== undefined) return found;
  const { names } = await indices.list(client, options);
  const others = names.filter((index) => !asked.includes(index));
  return getFrom(client, others, id, options);
}

/** The document with this id in one of some indices; `undefined` where none has it. */
export async function getFrom(
  client: Client,
  indices: readonly string[],
  id: string,
  options: CallOptions = {},
): Promise<Found | undefined> {
  if (indices.length === 0 || id === '' || Buffer.byteLength(id) > LONGEST_ID) return undefined;
  const { docs } = await client.mget<string>(
    { docs: indices.map((index) => ({ _index: index, _id: id })) },
    abortable(options),
  );
  for (const doc of docs) if (!('error' in doc) && doc.found) return foundIn(doc);
  for (const doc of docs) if ('error' in doc) refuseSilence(doc);
  return undefined;
}

function foundIn(doc: estypes.GetGetResult<string>): Found {
  return {
    place: { index: doc._index, id: doc._id },
    version: { seqNo: doc._seq_no ?? 0, primaryTerm: doc._primary_term ?? 0 },
    source: doc._source ?? '',
  };
}

/** An index that was dropped or closed since has nothing to say. */
const GONE = new Set(['index_not_found_exception', 'index_closed_exception']);

function refuseSilence({ error }: estypes.MgetMultiGetError): void {
  if (!GONE.has(error.type)) throw new BusyError(error.reason ?? error.type);
}
