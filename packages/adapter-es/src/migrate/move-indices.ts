import type { Client, estypes } from '@elastic/elasticsearch';
import { AbortedError, InternalError } from '@memex/core';
import { type JsonObject, stringifyJson } from '@memex/core/toolkit';
import { quarantineIndex } from '../config/quarantine-index.js';
import { type BulkOutcome, writeBulk } from './bulk.js';
import { type VersionedDocument, walkIndex } from './documents.js';
import { forEachConcurrent } from './for-each-concurrent.js';
import type { IndexMove } from './migration.js';
import type { RewriteOptions } from './rewrite.js';

/** Indices that are copied before they are all dropped: dropping many takes a cluster as long as dropping one. */
const GROUP = 12;
const COPIED_AT_ONCE = 3;

/**
 * Copies all documents of each index to another one, with their ids, and then drops the whole index: half the writes
 * of moving single documents. Writers are blocked only from the last check of an index until it is dropped or, if
 * there were writes during the copy, for a second copy. Safe to repeat after a kill.
 *
 * @throws InternalError if another document has the same id in the target. Neither is touched.
 */
export async function moveIndices(moves: readonly IndexMove[], options: RewriteOptions): Promise<void> {
  for (let start = 0; start < moves.length; start += GROUP) {
    await moveGroup(moves.slice(start, start + GROUP), options);
  }
}

async function moveGroup(moves: readonly IndexMove[], options: RewriteOptions): Promise<void> {
  const { client, dryRun, signal } = options;
  const index = moves.map(({ from }) => from);
  const before = await lastWrites(client, index, signal);
  await forEachConcurrent(moves, COPIED_AT_ONCE, (move) => copyAll(move, options));
  if (dryRun) return;
  await client.indices.addBlock({ index: index.join(','), block: 'write' }, { signal });
  try {
    const after = await lastWrites(client, index, signal);
    const written = moves.filter(({ from }) => after.get(from) !== before.get(from));
    for (const move of written) await copyAll(move, options);
    await client.indices.delete({ index }, { signal });
  } catch (error) {
    await client.indices.putSettings({ index, settings: { 'index.blocks.write': null } }, { ignore: [404] });
    throw error;
  }
}

/** Returns a text for each index that changes with every write: the sequence numbers of each shard. */
async function lastWrites(
  client: Client,
  names: readonly string[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, string>> {
  const request = {
    method: 'GET',
    path: `/${names.map(encodeURIComponent).join(',')}/_stats`,
    querystring: { level: 'shards', filter_path: SEQUENCE },
  };
  const { indices } = await client.transport.request<{ readonly indices: object }>(request, { signal });
  return new Map(Object.entries(indices).map(([name, shards]) => [name, JSON.stringify(shards)]));
}

const SEQUENCE = ['max_seq_no', 'local_checkpoint']
  .map((number) => `indices.*.shards.*.seq_no.${number}`)
  .join(',');

async function copyAll({ from, to }: IndexMove, options: RewriteOptions): Promise<void> {
  const { client, signal, dryRun, onProgress } = options;
  await client.indices.refresh({ index: from }, { signal });
  const { count: total } = await client.count({ index: from }, { signal });
  let done = 0;
  for await (const documents of walkIndex(client, from, signal)) {
    if (signal.aborted) throw new AbortedError(signal.reason);
    if (!dryRun) await copyPage(documents, to, options);
    done += documents.length;
    onProgress({ index: from, done, total, changed: done });
  }
}

async function copyPage(
  documents: readonly VersionedDocument[],
  to: string,
  options: RewriteOptions,
): Promise<void> {
  const { client, signal, makeIndex } = options;
  await makeIndex(to);
  const outcomes = await writeBulk(
    client,
    documents.map(({ id, source }) => [{ create: { _index: to, _id: id } }, source]),
    signal,
  );
  const having = (wanted: BulkOutcome) => documents.filter((_, index) => outcomes[index] === wanted);
  await refuseOthers(client, having('conflict'), to, signal);
  const [rejected] = having('rejected');
  if (rejected === undefined) return;
  const quarantine = quarantineIndex(rejected.index);
  if (quarantine === to)
    throw new InternalError(`Elasticsearch refused the document ${rejected.index}/${rejected.id}`);
  await copyPage(having('rejected'), quarantine, options);
}

/** Accepts documents that an earlier attempt has already copied. */
async function refuseOthers(
  client: Client,
  documents: readonly VersionedDocument[],
  index: string,
  signal: AbortSignal,
): Promise<void> {
  if (documents.length === 0) return;
  const { docs } = await client.mget<JsonObject>({ index, ids: documents.map(({ id }) => id) }, { signal });
  for (const [place, document] of documents.entries()) {
    if (stringifyJson(sourceOf(docs[place])) === stringifyJson(document.source)) continue;
    const there = `${index}/${document.id}`;
    throw new InternalError(`${document.index}/${document.id} cannot move: another document is at ${there}`);
  }
}

function sourceOf(doc: estypes.MgetResponseItem<JsonObject> | undefined): JsonObject {
  return doc !== undefined && '_source' in doc ? (doc._source ?? {}) : {};
}
