import type { estypes } from '@elastic/elasticsearch';
import { InternalError, KeyReusedError } from '@memex/core';
import type {
  Batch,
  BatchOutcome,
  ByAge,
  ByTraceId,
  CallOptions,
  EntryStore,
  KeyedBatch,
  NewEntry,
  Page,
  PageRequest,
  StoreCapabilities,
  StoredEntry,
} from '@memex/core/ports';
import { includesProject, outcomeOf, parseJson, plusMicros } from '@memex/core/toolkit';
import { IndexNames, isOwnName, keysIndex } from './config/index-names.js';
import type { Settings } from './config/options.js';
import type { InProject, Model } from './document/model.js';
import { storedEntry } from './document/stored-entry.js';
import type { Engine } from './engine/engine.js';
import type { Session } from './engine/session.js';
import { dropIndex } from './erase/drop-index.js';
import { removeByAge } from './erase/remove-by-age.js';
import { IdempotencyKeys } from './idempotency-keys.js';
import { countMatching } from './read/count.js';
import { type Found as FoundDocument, findById } from './read/find.js';
import type { IndexList } from './read/index-list.js';
import { Indices } from './read/indices.js';
import { mixedOrder, type Order, ownOrder } from './read/order.js';
import { readPage } from './read/page.js';
import { type InRange, queryOf } from './read/query.js';
import { SliceGuesses } from './read/slices.js';
import { create, remove } from './write/operation.js';
import { writeEntries } from './write/write-entries.js';

const CREATED = new Set([201, 409]);
const DELETED = 200;

/** A document, and the entry in it. */
interface Found {
  readonly document: FoundDocument;
  readonly entry: StoredEntry;
}

/** Entries of one kind in the cluster. */
export abstract class ElasticEntries<T extends InProject, F extends InRange> implements EntryStore<T, F> {
  readonly capabilities: StoreCapabilities = {
    durable: true,
    visibility: 'within-a-second',
    batches: 'repeatable',
  };
  private readonly names: IndexNames;
  protected readonly indices: Indices;
  private readonly keys: IdempotencyKeys;
  private readonly guesses = new SliceGuesses();

  constructor(
    protected readonly engine: Engine,
    protected readonly model: Model<T>,
    settings: Settings,
  ) {
    this.names = new IndexNames(model.kind, settings);
    this.indices = new Indices(this.names);
    this.keys = new IdempotencyKeys(keysIndex(settings), model.kind);
  }

  /** The query for a filter of this kind. */
  protected abstract queryOf(filter: F): estypes.QueryDslQueryContainer;

  /** What the query for a filter cannot tell: whether an entry that it matches is selected. */
  protected selectedBy(_filter: F): ((entry: StoredEntry) => boolean) | undefined {
    return undefined;
  }

  append({ entries }: Batch<T>, options?: CallOptions): Promise<readonly string[]> {
    return this.engine.write(async (session) => {
      await this.create(session, entries);
      return entries.map(({ traceId }) => traceId);
    }, options);
  }

  appendOnce(batch: KeyedBatch<T>, options?: CallOptions): Promise<BatchOutcome> {
    return this.engine.write(async (session) => {
      const claim = await this.keys.claim(session, batch);
      const outcome = outcomeOf(claim, batch);
      if (claim.complete) return outcome;
      await this.create(session, renamed(batch.entries, outcome.traceIds));
      await this.keys.complete(session, batch.key, claim);
      return outcome;
    }, options);
  }

  find(selector: ByTraceId, options?: CallOptions): Promise<StoredEntry | undefined> {
    return this.engine.read(
      async (session) => (await this.lookUp(session, selector, options))?.entry,
      options,
    );
  }

  page(filter: F, request: PageRequest, options?: CallOptions): Promise<Page> {
    const query = this.queryOf(filter);
    const isSelected = this.selectedBy(filter);
    const direction = request.order === 'newest' ? 'desc' : 'asc';
    const guess = this.guesses.of(JSON.stringify(filter.projects));
    return this.engine.read(({ client }) => {
      const read = async (list: IndexList): Promise<Page> => {
        const index = list.within(filter);
        const order = this.orderIn(list, direction);
        const selection = { model: this.model, index, query, order, isSelected };
        return readPage(client, selection, request, guess, options);
      };
      return request.after === undefined
        ? this.indices.withKnown(client, options, read)
        : this.indices.withRecent(client, options, read);
    }, options);
  }

  count(filter: F, options?: CallOptions): Promise<number> {
    const query = this.queryOf(filter);
    return this.engine.read(
      ({ client }) =>
        this.indices.withNow(client, options, (list) =>
          countMatching(client, list.within(filter), query, options),
        ),
      options,
    );
  }

  delete(selector: ByTraceId, options?: CallOptions): Promise<boolean> {
    return this.engine.write(async (session) => {
      for (;;) {
        const found = await this.lookUp(session, selector, options);
        if (found === undefined) return false;
        const { place, version } = found.document;
        const [result] = await session.writer.write([remove(place, version)]);
        if (result?.status === DELETED) return true;
      }
    }, options);
  }

  dropPartition(name: string, options?: CallOptions): Promise<boolean> {
    const index = this.names.ofPartition(name);
    return this.engine.write(async ({ client }) => {
      if (index === undefined) return false;
      const { there, refuseForeign } = await this.indices.list(client, options);
      refuseForeign(index);
      return there.includes(index) && dropIndex(client, index, options);
    }, options);
  }

  deleteBefore({ project, before }: ByAge, options?: CallOptions): Promise<number> {
    const span = { to: plusMicros(before, -1) };
    const query = queryOf({ projects: [project], ...span });
    return this.engine.write(async (session) => {
      const list = await this.indices.list(session.client, options);
      return removeByAge(session, list.usable(span), query, options);
    }, options);
  }

  /** The order in which all entries of these indices are distinct. */
  protected orderIn({ names }: IndexList, direction: 'asc' | 'desc'): Order {
    return names.every(isOwnName) ? ownOrder(direction) : mixedOrder(direction, this.model.idField);
  }

  /** The entry with this trace id, if it is in one of the projects. */
  protected async lookUp(
    { client }: Session,
    { traceId, projects }: ByTraceId,
    options: CallOptions | undefined,
  ): Promise<Found | undefined> {
    const document = await findById(client, this.indices, traceId, options);
    const entry = document && storedEntry(this.model, document);
    if (document === undefined || entry === undefined) return undefined;
    if (projects !== 'all' && !includesProject(projects, this.model.decode(parseJson(entry.json)).project))
      return undefined;
    return { document, entry };
  }

  /** Stores entries. An entry whose trace id exists is left as it is. */
  protected async create({ writer }: Session, entries: readonly NewEntry<T>[]): Promise<void> {
    const results = await writeEntries(
      writer,
      entries,
      this.model.indexedValuesOf,
      ({ at, traceId }, document) => create({ index: this.names.at(at), id: traceId }, document),
    );
    const refused = results.find(({ status }) => !CREATED.has(status));
    if (refused !== undefined) throw new InternalError(`an entry was not stored: ${refused.reason}`);
  }
}

/**
 * Gives entries the trace ids from the first call with their key, and leaves out those that were rejected then.
 *
 * @throws KeyReusedError if an entry is rejected now that was accepted then: the batch cannot be completed.
 */
function renamed<T>(
  entries: readonly (NewEntry<T> | null)[],
  traceIds: readonly (string | null)[],
): readonly NewEntry<T>[] {
  return traceIds.flatMap((traceId, place) => {
    if (traceId === null) return [];
    const entry = entries[place] ?? null;
    if (entry === null) throw new KeyReusedError();
    return [{ ...entry, traceId }];
  });
}
