import type { Client } from '@elastic/elasticsearch';
import type { CallOptions } from '@memex/core';
import type { Unusable } from '../failure.js';
import type { Names } from '../index-names.js';
import { type DescribedIndex, mappingsOf } from './describe.js';
import { misfitOf } from './fitness.js';

/** Mappings that are asked for by the names of their indices: past so many the pattern is shorter. */
const MAX_NAMES = 24;

/** Looks at the mappings of indices, once at each that serves. */
export class MappingChecks {
  /** Those that were seen to serve: they do as long as they live. */
  private readonly fit = new Set<string>();

  constructor(private readonly names: Names) {}

  /** Those whose mapping does not serve. */
  async misfitsAmong(
    client: Client,
    indices: readonly DescribedIndex[],
    options?: CallOptions,
  ): Promise<readonly Unusable[]> {
    const { pattern, content } = this.names;
    const unknown = indices.filter(({ uuid }) => !this.fit.has(uuid));
    if (unknown.length === 0) return [];
    const asked = unknown.length > MAX_NAMES ? pattern : unknown.map(({ name }) => name).join(',');
    const mappings = await mappingsOf(client, asked, options);
    return unknown.flatMap(({ name, uuid }) => {
      const detail = misfitOf(mappings.get(name) ?? {}, content, this.names.isOwnName(name));
      if (detail !== undefined) return [{ index: name, problem: 'foreign', detail } as const];
      this.fit.add(uuid);
      return [];
    });
  }
}
