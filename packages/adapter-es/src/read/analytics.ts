import type { Client, estypes } from '@elastic/elasticsearch';
import {
  Analytic,
  type AnalyticFilter,
  type CallOptions,
  decode,
  instantOf,
  LARGEST_PAGE,
  malformed,
  type Page,
  type PageRequest,
  type Position,
  parseJson,
} from '@memex/core';
import type { Settings } from '../options.js';
import type { Place } from '../write/operation.js';
import { getFrom } from './find.js';
import type { Document, Located } from './hit.js';
import { patiently } from './patiently.js';
import { labelOf } from './query.js';
import { searchDocuments, searchFound } from './search.js';
import { decodeMended } from './stored.js';

/** An analytic, and each document that it is in. */
export interface FoundAnalytic {
  readonly analytic: Analytic;
  readonly documents: readonly Located[];
  /** Whether the Python service stored it: a document a day, under ids of their own. */
  readonly isOlder: boolean;
}

/** More documents of one analytic than that service left. */
const MOST_COPIES = 1_000;

/** What a window's type was called before. */
const OLDER_NAMES = { moving: 'default', fixed: 'custom' } as const;

/** Finds analytics: those of Memex in one index by their ids, those of the Python service in one index a day. */
export class AnalyticIndices {
  private readonly own: string;
  private readonly all: string;

  constructor({ prefix }: Pick<Settings, 'prefix'>) {
    this.own = `${prefix}analytic-definitions`;
    this.all = `${prefix}analytic-*`;
  }

  placeOf(id: string): Place {
    return { index: this.own, id };
  }

  /** The analytic with this id, as it was last acknowledged; `undefined` where there is none. */
  async find(client: Client, id: string, options?: CallOptions): Promise<FoundAnalytic | undefined> {
    const document = await patiently(() => getFrom(client, [this.own], id, options));
    if (document === undefined) return this.findOlder(client, id, options);
    const analytic = analyticIn(document);
    return analytic && { analytic, documents: [document], isOlder: false };
  }

  /** Analytics in the order of their ids. Copies of one are together in it, and a position is behind them all. */
  async page(
    client: Client,
    filter: AnalyticFilter,
    { limit, after }: PageRequest,
    options?: CallOptions,
  ): Promise<Page<Analytic>> {
    const request = {
      index: this.all,
      query: queryOf(filter),
      size: Math.min(limit + 1, LARGEST_PAGE),
      sort: [{ 'id.keyword': { order: 'asc', unmapped_type: 'keyword' } as const }],
      ...(after === undefined ? {} : { search_after: [idAt(after)] }),
    };
    const found = await searchDocuments(client, request, options);
    const byId = new Map<string, Document>();
    for (const document of found) byId.set(String(document.values[0]), document);
    const shown = [...byId].slice(0, limit);
    const last = shown.at(-1);
    const entries: Analytic[] = [];
    for (const [id, document] of shown) {
      const isOwn = document.place.index === this.own;
      const analytic = isOwn ? analyticIn(document) : (await this.find(client, id, options))?.analytic;
      if (analytic !== undefined) entries.push(analytic);
    }
    return { entries, next: found.length === request.size && last ? JSON.stringify([last[0]]) : undefined };
  }

  private async findOlder(
    client: Client,
    id: string,
    options?: CallOptions,
  ): Promise<FoundAnalytic | undefined> {
    const query = { term: { 'id.keyword': id } };
    const request = { index: `${this.all},-${this.own}`, query, size: MOST_COPIES };
    const documents = await searchFound(client, request, options);
    const analytics = documents.map(analyticIn).filter((analytic) => analytic !== undefined);
    const [newest] = analytics.sort((a, b) => madeAt(b) - madeAt(a));
    return newest && { analytic: newest, documents, isOlder: true };
  }
}

function analyticIn({ source }: Document): Analytic | undefined {
  return decodeMended((input) => decode(Analytic, input), parseJson(source));
}

function madeAt({ result }: Analytic): number {
  return result === null ? Number.NEGATIVE_INFINITY : instantOf(result.creationDt);
}

function queryOf({ projects, type, timeWindowType }: AnalyticFilter): estypes.QueryDslQueryContainer {
  const timespan = 'descriptor.timespan.type';
  const windowTypes =
    timeWindowType === undefined
      ? []
      : [...labelOf(timespan, timeWindowType), ...labelOf(timespan, OLDER_NAMES[timeWindowType])];
  return {
    bool: {
      filter: [
        { exists: { field: 'id.keyword' } },
        ...(projects === 'all' ? [] : [{ terms: { 'descriptor.project.keyword': [...projects] } }]),
        ...labelOf('descriptor.type', type),
      ],
      should: windowTypes,
      minimum_should_match: windowTypes.length === 0 ? 0 : 1,
    },
  };
}

/** @throws MalformedError where the position is none. */
function idAt(position: Position): string {
  const values = parse(position);
  if (!Array.isArray(values) || values.length !== 1 || typeof values[0] !== 'string')
    throw malformed('cursor', 'must be a cursor of this store');
  return values[0];
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
