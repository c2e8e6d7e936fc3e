import type { Client, estypes } from '@elastic/elasticsearch';
import { AbortedError, InternalError, type JsonObject, stringifyJson } from '@memex/core';
import { dropIndex } from '../write/drop-index.js';
import { type BulkOutcome, writeBulk } from './bulk.js';
import { type VersionedDocument, walkIndex } from './documents.js';
import { overflowOf } from './overflow.js';
import type { RewriteOptions } from './rewrite.js';

/**
 * Copies every document of an index into another one, under its id, and then drops the index whole: half the writes of moving one document
 * after the other. Writers are kept out only for the moment between the last look at the index and its end; where they wrote while it was
 * copied, for another pass over it. Safe to repeat after a kill.
 *
 * @throws InternalError where another document has the place of one already: neither is touched.
 */
export async function moveIndex(from: string, to: string, options: RewriteOptions): Promise<void> {
  const { client, dryRun, signal } = options;
  const before = await lastWrites(client, from, signal);
  await copyAll(from, to, options);
  if (dryRun) return;
  await client.indices.addBlock({ index: from, block: 'write' }, { signal });
  try {
    if ((await lastWrites(client, from, signal)) !== before) await copyAll(from, to, options);
    await dropIndex(client, from, { signal });
  } catch (error) {
    await client.indices.putSettings(
      { index: from, settings: { 'index.blocks.write': null } },
      { ignore: [404] },
    );
    throw error;
  }
}

/** Tells one state of an index from a later one: the numbers of the last write of each shard, and of the last that is done. */
async function lastWrites(client: Client, index: string, signal: AbortSignal): Promise<string> {
  const path = `/${encodeURIComponent(index)}/_stats`;
  const querystring = { level: 'shards', filter_path: SEQUENCE };
  return JSON.stringify(await client.transport.request({ method: 'GET', path, querystring }, { signal }));
}

const SEQUENCE = ['max_seq_no', 'local_checkpoint']
  .map((number) => `indices.*.shards.*.seq_no.${number}`)
  .join(',');

async function copyAll(from: string, to: string, options: RewriteOptions): Promise<void> {
  const { client, signal, dryRun, onProgress } = options;
  await client.indices.refresh({ index: from }, { signal });
  const { count: total } = await client.count({ index: from }, { signal });
  let done = 0;
  for await (const documents of walkIndex(client, from, signal)) {
    if (signal.aborted) throw new AbortedError(signal.reason);
    if (!dryRun) await copyPage(client, documents, to, signal);
    done += documents.length;
    onProgress({ index: from, done, total, changed: done });
  }
}

async function copyPage(
  client: Client,
  documents: readonly VersionedDocument[],
  to: string,
  signal: AbortSignal,
): Promise<void> {
  const outcomes = await writeBulk(
    client,
    documents.map(({ id, source }) => [{ create: { _index: to, _id: id } }, source]),
    signal,
  );
  const having = (wanted: BulkOutcome) => documents.filter((_, index) => outcomes[index] === wanted);
  await refuseOthers(client, having('conflict'), to, signal);
  const [unfit] = having('unfit');
  if (unfit === undefined) return;
  const overflow = overflowOf(unfit.index);
  if (overflow === to)
    throw new InternalError(`Elasticsearch refused the document ${unfit.index}/${unfit.id}`);
  await copyPage(client, having('unfit'), overflow, signal);
}

/** Of documents whose places are taken, those of an earlier attempt are there already. */
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
