import type { Client } from '@elastic/elasticsearch';
import type { CallOptions } from '@memex/core';
import type { IndexNames } from '../index-names.js';
import { abortable } from './search.js';

/** The indices that there are of one kind of entries, as they were when last asked for. */
export class Indices {
  private known: readonly string[] = [];

  constructor(private readonly names: IndexNames) {}

  /** Those known without asking. */
  get cached(): readonly string[] {
    return this.known;
  }

  /** Asks the cluster. */
  async list(client: Client, options: CallOptions = {}): Promise<readonly string[]> {
    const { indices } = await client.indices.resolveIndex(
      { name: this.names.pattern, filter_path: 'indices.name' },
      abortable(options),
    );
    // Where there is none, the filter leaves nothing of the answer.
    this.known = (indices ?? []).map(({ name }) => name).filter((name) => this.names.owns(name));
    return this.known;
  }
}
