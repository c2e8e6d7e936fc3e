import { decode, KeptForm } from '@memex/core/model';
import type {
  Batch,
  BatchOutcome,
  ByAge,
  ByTraceId,
  CallOptions,
  Clock,
  EntryStore,
  KeptBatch,
  KeyedBatch,
  NewEntry,
  Page,
  PageRequest,
  Projects,
  StoreCapabilities,
  StoredEntry,
} from '@memex/core/ports';
import {
  includesProject,
  KEY_TTL_MICROS,
  keptOf,
  maxBytesOf,
  maxScannedOf,
  outcomeOf,
  partitionRange,
} from '@memex/core/toolkit';
import {
  type EntrySelector,
  type FieldValues,
  type NewRow,
  type RowBatch,
  SEPARATOR,
} from '../protocol/entries.js';
import type { WorkerResult } from '../protocol/worker.js';
import type { KeptRow, WriteRequest } from '../protocol/writes.js';
import type { TableName } from '../schema/tables.js';
import { readPosition, writePosition } from './position.js';
import { DELETED_PER_COMMIT, releaseSpace } from './release-space.js';
import { REQUEST_WEIGHT, type StoreWorkers } from './store-workers.js';

interface InRange {
  readonly projects: Projects;
  readonly from?: number | undefined;
  readonly to?: number | undefined;
}

/** What differs between messages and logs. */
export interface SqliteKind<T, F> {
  readonly table: TableName;
  readonly partitionPrefix: string;
  /** The searched fields of a value, in the order of the table. */
  readonly fieldsOf: (value: T) => readonly (string | null)[];
  /** The fields of a filter, without projects and range. */
  readonly fieldsOfFilter: (filter: F) => FieldValues;
}

/** The common part of the stores of messages and of logs. */
export abstract class SqliteEntries<T extends { readonly project: string }, F extends InRange>
  implements EntryStore<T, F>
{
  readonly capabilities: StoreCapabilities = { durable: true, visibility: 'immediate', batches: 'atomic' };

  protected readonly table: TableName;

  constructor(
    private readonly kind: SqliteKind<T, F>,
    protected readonly workers: StoreWorkers,
    private readonly clock: Clock,
  ) {
    this.table = kind.table;
  }

  async append({ entries }: Batch<T>, options?: CallOptions): Promise<readonly string[]> {
    const rows = entries.map((entry) => this.rowOf(entry));
    await this.write({ op: 'append', table: this.table, rows }, rows, options);
    return entries.map(({ traceId }) => traceId);
  }

  async appendOnce(batch: KeyedBatch<T>, options?: CallOptions): Promise<BatchOutcome> {
    const { key, fingerprint, entries } = batch;
    const kept = keptOf(batch);
    const now = this.clock.now();
    const form = JSON.stringify(kept.form);
    const idempotency = { key, fingerprint, form, now, expiredBefore: now - KEY_TTL_MICROS };
    const rows = entries.filter((entry) => entry !== null).map((entry) => this.rowOf(entry));
    const request = { op: 'append', table: this.table, rows, idempotency } as const;
    const { earlier } = await this.write(request, rows, options);
    return outcomeOf(earlier === undefined ? kept : keptIn(earlier), batch);
  }

  async find({ traceId, projects }: ByTraceId, options?: CallOptions): Promise<StoredEntry | undefined> {
    const request = { op: 'find', table: this.table, traceId } as const;
    const found = await this.workers.find.call(request, REQUEST_WEIGHT, options);
    return found && includesProject(projects, found.project) ? { traceId, json: found.json } : undefined;
  }

  /** Reads a page in parts, so that other calls get their turn in between. */
  async page(filter: F, request: PageRequest, options?: CallOptions): Promise<Page> {
    const selection = this.selectionOf(filter);
    const entries: StoredEntry[] = [];
    const { order = 'oldest' } = request;
    let after = request.after === undefined ? undefined : readPosition(request.after);
    for (let [maxBytes, maxLooked] = [maxBytesOf(request), maxScannedOf(request)]; ; ) {
      const bounds = { limit: request.limit - entries.length, maxBytes, maxLooked };
      const part = { op: 'page', selection, order, ...bounds, isBegun: entries.length > 0, after } as const;
      const read = await this.workers.page.call(part, REQUEST_WEIGHT, options);
      for (const batch of read.batches) entries.push(...entriesIn(batch));
      const { next } = read;
      maxBytes -= read.bytes;
      maxLooked -= read.looked;
      const isBounded = maxLooked <= 0 || (read.looked === 0 && read.batches.length === 0);
      if (next === undefined || isBounded || entries.length >= request.limit)
        return { entries, next: next && writePosition(next) };
      after = next;
    }
  }

  count(filter: F, options?: CallOptions): Promise<number> {
    const request = { op: 'count', selection: this.selectionOf(filter) } as const;
    return this.workers.page.call(request, REQUEST_WEIGHT, options);
  }

  async delete({ traceId, projects }: ByTraceId, options?: CallOptions): Promise<boolean> {
    return (await this.removeAll({ table: this.table, projects, traceId }, options)) > 0;
  }

  async dropPartition(name: string, options?: CallOptions): Promise<boolean> {
    const range = partitionRange(this.kind.partitionPrefix, name);
    if (range === undefined) return false;
    const { from, before } = range;
    const selection = { table: this.table, projects: 'all', from, to: before - 1 } as const;
    if ((await this.removeAll(selection, options)) === 0) return false;
    await releaseSpace(this.workers, this.table, options);
    return true;
  }

  async deleteBefore({ project, before }: ByAge, options?: CallOptions): Promise<number> {
    const selection = { table: this.table, projects: [project], to: before - 1 } as const;
    const removed = await this.removeAll(selection, options);
    if (removed > 0) await releaseSpace(this.workers, this.table, options);
    return removed;
  }

  protected async newest(
    selection: EntrySelector,
    options: CallOptions | undefined,
  ): Promise<StoredEntry | undefined> {
    const batch = await this.workers.find.call({ op: 'newest', selection }, REQUEST_WEIGHT, options);
    return batch && entriesIn(batch)[0];
  }

  /** Deletes all selected entries in several transactions, so that other writes can go on in between. */
  protected async removeAll(selection: EntrySelector, options: CallOptions | undefined): Promise<number> {
    const request = { op: 'remove', selection, max: DELETED_PER_COMMIT } as const;
    for (let total = 0; ; ) {
      const { count } = await this.write(request, [], options);
      total += count;
      if (count < DELETED_PER_COMMIT) return total;
    }
  }

  protected write<Request extends WriteRequest>(
    request: Request,
    rows: readonly NewRow[],
    options: CallOptions | undefined,
  ): Promise<WorkerResult<'writer', Request>> {
    const weight = rows.reduce((sum, { json }) => sum + json.length + REQUEST_WEIGHT, REQUEST_WEIGHT);
    return this.workers.write.call(request, weight, options);
  }

  protected selectionOf(filter: F): EntrySelector {
    const { projects, from, to } = filter;
    return { table: this.table, projects, from, to, fields: this.kind.fieldsOfFilter(filter) };
  }

  protected rowOf({ traceId, at, value, json }: NewEntry<T>): NewRow {
    return { traceId, at, project: value.project, fields: this.kind.fieldsOf(value), json };
  }
}

function keptIn({ fingerprint, traceIds, form }: KeptRow): KeptBatch {
  return { fingerprint, traceIds, form: form === null ? undefined : decode(KeptForm, JSON.parse(form)) };
}

function entriesIn({ traceIds, texts }: RowBatch): readonly StoredEntry[] {
  const ids: readonly string[] = JSON.parse(traceIds);
  return texts.split(SEPARATOR).map((json, index) => ({ traceId: ids[index] ?? '', json }));
}
