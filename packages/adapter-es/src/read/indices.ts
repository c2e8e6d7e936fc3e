import type { Client } from '@elastic/elasticsearch';
import type { CallOptions } from '@memex/core';
import { type IndexNames, mayHold, type Span } from '../index-names.js';
import { abortable } from './search.js';

/** The indices that there are of one kind of entries. */
export interface IndexList {
  readonly names: readonly string[];
  /** Names them in a request: by the pattern, without what others have under it. */
  readonly expression: string;
  /** Names at least those that may hold entries with instants within a window. */
  readonly holding: (within: Span) => string;
}

/** The names go into each search: past so many the pattern is shorter. */
const MOST_NAMES = 24;

/** How old an answer may be for a reader of pages: what is written meanwhile need not show. */
const FRESH_MILLIS = 1_000;

/** Knows the indices of one kind of entries, as they were when last asked for. */
export class Indices {
  private known: readonly string[] = [];
  private recent: { readonly list: IndexList; readonly until: number } | undefined;

  constructor(private readonly names: IndexNames) {}

  /** Those known without asking. */
  get cached(): readonly string[] {
    return this.known;
  }

  /** Asks the cluster, unless it was asked within the last second. */
  async recentList(client: Client, options?: CallOptions): Promise<IndexList> {
    const { recent } = this;
    return recent !== undefined && Date.now() < recent.until ? recent.list : this.list(client, options);
  }

  /** Asks the cluster. */
  async list(client: Client, options: CallOptions = {}): Promise<IndexList> {
    const { indices } = await client.indices.resolveIndex(
      { name: this.names.pattern, filter_path: 'indices.name' },
      abortable(options),
    );
    // Where there is none, the filter leaves nothing of the answer.
    const all = (indices ?? []).map(({ name }) => name);
    const foreign = all.filter((name) => !this.names.owns(name));
    const known = all.filter((name) => this.names.owns(name));
    this.known = known;
    const expression = [this.names.pattern, ...foreign.map((name) => `-${name}`)].join(',');
    const list = {
      names: known,
      expression,
      holding: (within: Span) => {
        const holding = known.filter((name) => mayHold(name, within));
        return holding.length === 0 || holding.length > MOST_NAMES ? expression : holding.join(',');
      },
    };
    this.recent = { list, until: Date.now() + FRESH_MILLIS };
    return list;
  }
}
