import type { Client, estypes } from '@elastic/elasticsearch';
import { Analytic, decode } from '@memex/core/model';
import type { AnalyticFilter, CallOptions, Page, PageRequest, Position } from '@memex/core/ports';
import { foreignCursor, instantOf, PageBound, parseJson } from '@memex/core/toolkit';
import { retryWhileBusy } from '../cluster/retry.js';
import { analyticNames, definitionsIndex } from '../config/index-names.js';
import type { Settings } from '../config/options.js';
import type { Document, SortedDocument } from '../document/hit.js';
import type { Located, Place } from '../document/place.js';
import { decodeMended } from '../document/stored-entry.js';
import { getFrom } from './find.js';
import { Indices } from './indices.js';
import { labelOf } from './query.js';
import { refresh } from './refresh.js';
import { searchDocuments, searchFound } from './search.js';
import { inSlices, SliceGuesses } from './slices.js';

/** An analytic, and all documents that contain a version of it. */
export interface FoundAnalytic {
  readonly analytic: Analytic;
  readonly documents: readonly Located[];
  /** Whether it comes from the Python service, which stored one document a day, each with its own id. */
  readonly isOlder: boolean;
}

/** More than the Python service stored of any analytic. */
const MAX_COPIES = 1_000;

/** Earlier names of the window types. */
const OLDER_NAMES = { moving: 'default', fixed: 'custom' } as const;

/**
 * Finds analytics. Those of Memex are in one index, by id. Those of the Python service are in one index for each day.
 */
export class AnalyticIndices {
  private readonly own: string;
  private readonly indices: Indices;
  private readonly guesses = new SliceGuesses();

  constructor(settings: Pick<Settings, 'prefix'>) {
    this.own = definitionsIndex(settings);
    this.indices = new Indices(analyticNames(settings));
  }

  placeOf(id: string): Place {
    return { index: this.own, id };
  }

  /** The analytic with this id, including every acknowledged write. Returns `undefined` if there is none. */
  async find(client: Client, id: string, options?: CallOptions): Promise<FoundAnalytic | undefined> {
    const document = await retryWhileBusy(() => getFrom(client, [this.own], id, options));
    if (document === undefined) return this.findOlder(client, id, options);
    const analytic = analyticIn(document);
    return analytic && { analytic, documents: [document], isOlder: false };
  }

  /**
   * Analytics in the order of their ids. Copies of one analytic are adjacent, and a position is after all of them.
   * Acknowledged writes are visible: each list refreshes the index, which costs it a few milliseconds and saves a
   * refresh after every write.
   */
  page(
    client: Client,
    filter: AnalyticFilter,
    request: PageRequest,
    options?: CallOptions,
  ): Promise<Page<Analytic>> {
    return this.indices.withKnown(client, options, async (list) => {
      const index = list.within({});
      await refresh(client, [this.own], options);
      return this.pageOf(client, index, filter, request, options);
    });
  }

  private async pageOf(
    client: Client,
    index: string,
    filter: AnalyticFilter,
    request: PageRequest,
    options?: CallOptions,
  ): Promise<Page<Analytic>> {
    const { limit, after } = request;
    const search = {
      index,
      query: queryOf(filter),
      sort: [{ 'id.keyword': { order: 'asc', unmapped_type: 'keyword' } as const }],
    };
    const slices = inSlices(
      (slice, limits) => searchDocuments(client, { ...search, ...slice }, limits),
      this.guesses.of(JSON.stringify(filter.projects)),
      { ...options, wanted: limit + 1, after: after === undefined ? undefined : [idAt(after)] },
    );
    const bound = new PageBound(request);
    const entries: Analytic[] = [];
    let last: string | undefined;
    for await (const documents of slices) {
      for (const document of newestOfEach(documents)) {
        const analytic = await this.analyticOf(client, document, options);
        if (analytic === undefined) continue;
        const next = last === undefined ? undefined : JSON.stringify([last]);
        if (!bound.admits(document.source)) return { entries, next };
        entries.push(analytic);
        last = analytic.id;
      }
    }
    return { entries };
  }

  /** The analytic in a document. If there are several copies, the newest one. */
  private async analyticOf(
    client: Client,
    document: SortedDocument,
    options: CallOptions | undefined,
  ): Promise<Analytic | undefined> {
    if (document.place.index === this.own) return analyticIn(document);
    return (await this.find(client, String(document.values[0]), options))?.analytic;
  }

  private async findOlder(
    client: Client,
    id: string,
    options?: CallOptions,
  ): Promise<FoundAnalytic | undefined> {
    const query = { term: { 'id.keyword': id } };
    return this.indices.withKnown(client, options, async (list) => {
      const index = `${list.within({})},-${this.own}`;
      const documents = await searchFound(client, { index, query, size: MAX_COPIES }, options);
      const analytics = documents.map(analyticIn).filter((analytic) => analytic !== undefined);
      const [newest] = analytics.sort((a, b) => madeAt(b) - madeAt(a));
      return newest && { analytic: newest, documents, isOlder: true };
    });
  }
}

/** Keeps one document of each analytic: the last of adjacent ones. */
function newestOfEach(documents: readonly SortedDocument[]): readonly SortedDocument[] {
  return [...new Map(documents.map((document) => [String(document.values[0]), document])).values()];
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

/** @throws MalformedError if the position is not valid. */
function idAt(position: Position): string {
  const values = parse(position);
  if (!Array.isArray(values) || values.length !== 1 || typeof values[0] !== 'string') throw foreignCursor();
  return values[0];
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
