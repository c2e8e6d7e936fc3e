import type { Client } from '@elastic/elasticsearch';
import { AbortedError, InternalError } from '@memex/core';
import { type JsonObject, stringifyJson } from '@memex/core/toolkit';
import { quarantineIndex } from '../config/quarantine-index.js';
import { type BulkOperation, writeBulk } from './bulk.js';
import { type VersionedDocument, walkIndex } from './documents.js';
import type { Change, Progress, StoredDocument } from './migration.js';

export interface RewriteOptions {
  readonly client: Client;
  readonly signal: AbortSignal;
  readonly dryRun: boolean;
  readonly makeIndex: (index: string) => Promise<void>;
  readonly onProgress: (progress: Progress) => void;
}

type ChangeOf = (document: StoredDocument) => Change;

/** Passes over an index until no other writer interfered. See `MigrationContext.rewrite`. */
export async function rewriteIndex(index: string, change: ChangeOf, options: RewriteOptions): Promise<void> {
  for (let pass = 1; pass <= MAX_PASSES; pass++) {
    // Recent writes, including those of the previous migration, are visible only after a refresh.
    await options.client.indices.refresh({ index }, { signal: options.signal });
    if (!(await passOver(index, change, options))) return;
  }
  throw new InternalError(`${index} is written to faster than it can be migrated: stop its writers`);
}

const MAX_PASSES = 20;

/** Makes one pass. Resolves with whether another one is needed. */
async function passOver(index: string, change: ChangeOf, options: RewriteOptions): Promise<boolean> {
  const { client, signal, dryRun, onProgress } = options;
  const { count: total } = await client.count({ index }, { signal });
  let [done, changed, conflicts] = [0, 0, 0];
  for await (const documents of walkIndex(client, index, signal)) {
    if (signal.aborted) throw new AbortedError(signal.reason);
    const changes = documents.map((document) => ({ document, change: change(document) }));
    const due = changes.filter((one) => one.change.to !== 'keep');
    if (!dryRun) conflicts += await writeChanges(due, options);
    done += documents.length;
    changed += due.length;
    onProgress({ index, done, total, changed });
  }
  return conflicts > 0;
}

interface DueChange {
  readonly document: VersionedDocument;
  readonly change: Change;
}

/** Writes changes. Resolves with how many met another version of their document. */
async function writeChanges(due: readonly DueChange[], options: RewriteOptions): Promise<number> {
  if (due.length === 0) return 0;
  const { client, signal, makeIndex } = options;
  const into = due.flatMap(({ change }) => (change.to === 'move' ? [change.index] : []));
  for (const index of new Set(into)) await makeIndex(index);
  const outcomes = await writeBulk(client, due.map(operationOf), signal);
  const written = due.map((one, index) => ({ ...one, outcome: outcomes[index] }));
  const rejected = written.filter(({ outcome }) => outcome === 'rejected').map(intoQuarantine);
  const moves = written.filter(({ change, outcome }) => change.to === 'move' && outcome !== 'rejected');
  for (const move of moves.filter(({ outcome }) => outcome === 'conflict'))
    await refuseOther(client, move, signal);
  const departures = await writeBulk(client, moves.map(departureOf), signal);
  const met = [
    ...written.filter(({ change, outcome }) => change.to !== 'move' && outcome === 'conflict'),
    ...departures.filter((outcome) => outcome === 'conflict'),
  ];
  return met.length + (await writeChanges(rejected, options));
}

/** The first operation of a change: the whole change or, for a move, the copy. */
function operationOf({ document, change }: DueChange): BulkOperation {
  switch (change.to) {
    case 'move':
      return [{ create: { _index: change.index, _id: change.id } }, change.source];
    case 'replace':
      return [{ index: versionOf(document) }, change.source];
    default:
      return [{ delete: versionOf(document) }];
  }
}

/** A moved document is deleted once it is in its new index. */
function departureOf({ document }: DueChange): BulkOperation {
  return [{ delete: versionOf(document) }];
}

function versionOf({ index, id, seqNo, primaryTerm }: VersionedDocument): JsonObject {
  return { _index: index, _id: id, if_seq_no: seqNo, if_primary_term: primaryTerm };
}

/** Redirects a rejected document to the quarantine index. */
function intoQuarantine({ document, change }: DueChange): DueChange {
  const index = quarantineIndex(document.index);
  if (change.to === 'keep' || change.to === 'delete' || ('index' in change && change.index === index)) {
    throw new InternalError(`Elasticsearch refused the document ${document.index}/${document.id}`);
  }
  const id = change.to === 'move' ? change.id : document.id;
  return { document, change: { to: 'move', index, id, source: change.source } };
}

/** @throws InternalError if another document is already there. Neither is touched. */
async function refuseOther(
  client: Client,
  { document, change }: DueChange,
  signal: AbortSignal,
): Promise<void> {
  if (change.to !== 'move') return;
  const { _source: there } = await client.get({ index: change.index, id: change.id }, { signal });
  if (stringifyJson(there) === stringifyJson(change.source)) return;
  throw new InternalError(
    `${document.index}/${document.id} cannot move: another document is at ${change.index}/${change.id}`,
  );
}
