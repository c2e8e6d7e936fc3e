import type { Client } from '@elastic/elasticsearch';
import type { CallOptions } from '@memex/core/ports';
import { GoneIndexError, type Unusable } from '../cluster/failure.js';
import type { Names } from '../config/index-names.js';
import { type DescribedIndex, describeMappedIndices } from './describe.js';
import { mappingProblemOf } from './mapping-problem.js';

/** Mappings that are asked for by the names of their indices: past so many the pattern is shorter. */
const MAX_NAMES = 24;

/** Looks at the mappings of indices, once at each that serves. */
export class MappingChecks {
  /** Those that were seen to serve: they do as long as they live. */
  private readonly fit = new Set<string>();

  constructor(private readonly names: Names) {}

  /**
   * Those whose mapping does not serve.
   *
   * @throws GoneIndexError where one went since it was described, or the node that is asked now does not know it yet.
   */
  async problemsAmong(
    client: Client,
    indices: readonly DescribedIndex[],
    options?: CallOptions,
  ): Promise<readonly Unusable[]> {
    const { pattern, content } = this.names;
    const unknown = indices.filter(({ uuid }) => !this.fit.has(uuid));
    if (unknown.length === 0) return [];
    const asked = unknown.length > MAX_NAMES ? pattern : unknown.map(({ name }) => name).join(',');
    const found = new Map(
      (await describeMappedIndices(client, asked, options)).map((index) => [index.uuid, index]),
    );
    return unknown.flatMap(({ name, uuid }) => {
      const mapped = found.get(uuid);
      if (mapped === undefined) throw new GoneIndexError(name);
      const detail = mappingProblemOf(mapped.mapping, content, this.names.isOwnName(name));
      if (detail !== undefined) return [{ index: name, problem: 'foreign', detail } as const];
      this.fit.add(uuid);
      return [];
    });
  }
}
