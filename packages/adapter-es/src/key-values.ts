import { createHash } from 'node:crypto';
import { errors, type estypes } from '@elastic/elasticsearch';
import { InternalError } from '@memex/core';
import { decode, record, required, text } from '@memex/core/model';
import type { CallOptions, KeyValue, KeyValuePageRequest, KeyValueStore } from '@memex/core/ports';
import { GoneIndexError } from './cluster/failure.js';
import { valuesIndex } from './config/index-names.js';
import type { Settings } from './config/options.js';
import type { Place } from './document/place.js';
import type { Engine } from './engine/engine.js';
import type { Session } from './engine/session.js';
import { refresh } from './read/refresh.js';
import { searchDocuments } from './read/search.js';
import { create, put, type Result, remove } from './write/operation.js';

const Stored = record('KeyValue', { space: required(text), key: required(text), value: required(text) });

const WRITTEN = new Set([200, 201]);
const CREATED = 201;
const DELETED = 200;
const CONFLICT = 409;

/** Key-values in an index of their own. */
export class ElasticKeyValues implements KeyValueStore {
  private readonly index: string;

  constructor(
    private readonly engine: Engine,
    settings: Settings,
  ) {
    this.index = valuesIndex(settings);
  }

  get(space: string, key: string, options?: CallOptions): Promise<string | undefined> {
    return this.engine.read(async (session) => (await this.recall(session, space, key))?.value, options);
  }

  put(space: string, entry: KeyValue, options?: CallOptions): Promise<void> {
    return this.engine.write(async ({ writer }) => {
      const [result] = await writer.write([put(this.placeOf(space, entry.key), documentOf(space, entry))]);
      if (!WRITTEN.has(result?.status ?? 0)) throw notStored(result);
    }, options);
  }

  putIfAbsent(space: string, entry: KeyValue, options?: CallOptions): Promise<string> {
    return this.engine.write(async (session) => {
      for (;;) {
        const write = create(this.placeOf(space, entry.key), documentOf(space, entry));
        const [result] = await session.writer.write([write]);
        if (result?.status === CREATED) return entry.value;
        if (result?.status !== CONFLICT) throw notStored(result);
        const known = await this.recall(session, space, entry.key);
        if (known !== undefined) return known.value;
      }
    }, options);
  }

  delete(space: string, key: string, options?: CallOptions): Promise<boolean> {
    return this.engine.write(async (session) => {
      for (;;) {
        const known = await this.recall(session, space, key);
        if (known === undefined) return false;
        const [result] = await session.writer.write([remove(this.placeOf(space, key), known.version)]);
        if (result?.status === DELETED) return true;
      }
    }, options);
  }

  page(
    space: string,
    { limit, order, after }: KeyValuePageRequest,
    options?: CallOptions,
  ): Promise<readonly KeyValue[]> {
    return this.engine.read(async ({ client }) => {
      await refresh(client, [this.index], options);
      const search = {
        index: this.index,
        query: { term: { space } },
        sort: [{ key: order === 'ascending' ? 'asc' : 'desc' }] satisfies estypes.Sort,
        size: limit,
        ...(after === undefined ? {} : { search_after: [after] }),
      };
      const found = await searchDocuments(client, search, options).catch(noneIfAbsent);
      return found.map(({ source }) => {
        const { key, value } = decode(Stored, JSON.parse(source));
        return { key, value };
      });
    }, options);
  }

  private async recall({ client }: Session, space: string, key: string) {
    try {
      const { _source, _seq_no, _primary_term } = await client.get<string>({ ...this.placeOf(space, key) });
      if (_source === undefined) return undefined;
      const { value } = decode(Stored, JSON.parse(_source));
      return { value, version: { seqNo: _seq_no ?? 0, primaryTerm: _primary_term ?? 0 } };
    } catch (error) {
      if (error instanceof errors.ResponseError && error.statusCode === 404) return undefined;
      throw error;
    }
  }

  /** Ids have at most 512 bytes. */
  private placeOf(space: string, key: string): Place {
    return { index: this.index, id: createHash('sha256').update(`${space} ${key}`).digest('hex') };
  }
}

function documentOf(space: string, { key, value }: KeyValue): string {
  return JSON.stringify({ space, key, value });
}

/** Before the first write there is no index. */
function noneIfAbsent(error: unknown): readonly never[] {
  if (error instanceof GoneIndexError) return [];
  throw error;
}

function notStored(result: Result | undefined): InternalError {
  return new InternalError(`a value was not stored: ${result?.reason}`);
}
