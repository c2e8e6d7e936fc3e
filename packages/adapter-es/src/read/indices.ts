import type { Client } from '@elastic/elasticsearch';
import type { CallOptions } from '@memex/core';
import type { IndexNames } from '../index-names.js';
import { abortable } from './search.js';

/** The indices that there are of one kind of entries. */
export interface IndexList {
  readonly names: readonly string[];
  /** Names them in a request: by the pattern, without what others have under it. */
  readonly expression: string;
}

/** Knows the indices of one kind of entries, as they were when last asked for. */
export class Indices {
  private known: readonly string[] = [];

  constructor(private readonly names: IndexNames) {}

  /** Those known without asking. */
  get cached(): readonly string[] {
    return this.known;
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
    this.known = all.filter((name) => this.names.owns(name));
    return {
      names: this.known,
      expression: [this.names.pattern, ...foreign.map((name) => `-${name}`)].join(','),
    };
  }
}
