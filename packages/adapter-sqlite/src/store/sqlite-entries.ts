import { decode, KeptForm } from '@memex/core/model';
import type {
  Batch,
  BatchOutcome,
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
import { includesProject, keptOf, maxBytesOf, outcomeOf, partitionRange } from '@memex/core/toolkit';
import {
  type FieldValues,
  type KeptRow,
  type NewRow,
  type Pack,
  SEPARATOR,
  type Selection,
  type WriteRequest,
  type WriteResult,
} from '../protocol/protocol.js';
import type { TableName } from '../schema/tables.js';
import { readPosition, writePosition } from './position.js';
import { type Lanes, REQUEST_WEIGHT } from './store-workers.js';

interface InRange {
  readonly projects: Projects;
  readonly from?: number | undefined;
  readonly to?: number | undefined;
}

/** How a kind of entries is told to the threads. */
export interface SqliteKind<T, F> {
  readonly table: TableName;
  readonly partitionPrefix: string;
  /** The searched fields of a value, in the order of the table. */
  readonly fieldsOf: (value: T) => readonly (string | null)[];
  /** The parts of a filter beside projects and range. */
  readonly fieldsOfFilter: (filter: F) => FieldValues;
}

/** Entries changed by one transaction where there may be many. */
const CHANGED_AT_ONCE = 2_000;

/** What the stores of messages and of logs share. */
export abstract class SqliteEntries<T extends { readonly project: string }, F extends InRange>
  implements EntryStore<T, F>
{
  readonly capabilities: StoreCapabilities = { durable: true, visibility: 'immediate', batches: 'atomic' };

  protected readonly table: TableName;

  constructor(
    private readonly kind: SqliteKind<T, F>,
    private readonly lanes: Lanes,
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
    const idempotency = { key, fingerprint, form: JSON.stringify(kept.form), now: this.clock.now() };
    const rows = entries.filter((entry) => entry !== null).map((entry) => this.rowOf(entry));
    const request = { op: 'append', table: this.table, rows, idempotency } as const;
    const { earlier } = await this.write(request, rows, options);
    return outcomeOf(earlier === undefined ? kept : keptIn(earlier), batch);
  }

  async find({ traceId, projects }: ByTraceId, options?: CallOptions): Promise<StoredEntry | undefined> {
    const request = { op: 'find', table: this.table, traceId } as const;
    const { found } = await this.lanes.find.call(request, REQUEST_WEIGHT, options);
    return found && includesProject(projects, found.project) ? { traceId, json: found.json } : undefined;
  }

  /** Part by part: others have their turn in between. */
  async page(filter: F, request: PageRequest, options?: CallOptions): Promise<Page> {
    const selection = this.selectionOf(filter);
    const entries: StoredEntry[] = [];
    let after = request.after === undefined ? undefined : readPosition(request.after);
    for (let maxBytes = maxBytesOf(request); ; ) {
      const isBegun = entries.length > 0;
      const limit = request.limit - entries.length;
      const part = { op: 'page', selection, limit, maxBytes, isBegun, after } as const;
      const { packs = [], bytes = 0, next } = await this.lanes.page.call(part, REQUEST_WEIGHT, options);
      for (const pack of packs) entries.push(...unpack(pack));
      if (next === undefined || packs.length === 0 || entries.length >= request.limit)
        return { entries, next: next && writePosition(next) };
      after = next;
      maxBytes -= bytes;
    }
  }

  async count(filter: F, options?: CallOptions): Promise<number> {
    const request = { op: 'count', selection: this.selectionOf(filter) } as const;
    const { count = 0 } = await this.lanes.page.call(request, REQUEST_WEIGHT, options);
    return count;
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
    await this.releaseSpace(options);
    return true;
  }

  protected async newest(
    selection: Selection,
    options: CallOptions | undefined,
  ): Promise<StoredEntry | undefined> {
    const { packs = [] } = await this.lanes.find.call({ op: 'newest', selection }, REQUEST_WEIGHT, options);
    return packs.flatMap(unpack)[0];
  }

  /** Deletes every selected entry, some at a time: other writes go on between. */
  protected async removeAll(selection: Selection, options: CallOptions | undefined): Promise<number> {
    const request = { op: 'remove', selection, most: CHANGED_AT_ONCE } as const;
    for (let total = 0; ; ) {
      const { count } = await this.write(request, [], options);
      total += count;
      if (count < CHANGED_AT_ONCE) return total;
    }
  }

  private async releaseSpace(options: CallOptions | undefined): Promise<void> {
    const { table } = this;
    const { runs = [] } = await this.lanes.page.call({ op: 'runs', table }, REQUEST_WEIGHT, options);
    for (const { from, to } of runs) {
      for (let start = from; start <= to; start += CHANGED_AT_ONCE) {
        const run = { from: start, to: Math.min(start + CHANGED_AT_ONCE - 1, to) };
        await this.write({ op: 'release', table, run }, [], options);
      }
    }
  }

  protected write(
    request: WriteRequest,
    rows: readonly NewRow[],
    options: CallOptions | undefined,
  ): Promise<WriteResult> {
    const weight = rows.reduce((sum, { json }) => sum + json.length + REQUEST_WEIGHT, REQUEST_WEIGHT);
    return this.lanes.write.call(request, weight, options);
  }

  private selectionOf(filter: F): Selection {
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

function unpack({ traceIds, texts }: Pack): readonly StoredEntry[] {
  const ids: readonly string[] = JSON.parse(traceIds);
  return texts.split(SEPARATOR).map((json, index) => ({ traceId: ids[index] ?? '', json }));
}
