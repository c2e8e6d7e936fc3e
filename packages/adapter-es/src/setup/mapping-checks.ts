import type { Client } from '@elastic/elasticsearch';
import type { CallOptions } from '@memex/core/ports';
import { GoneIndexError, type Unusable } from '../cluster/failure.js';
import type { Names } from '../config/index-names.js';
import { type DescribedIndex, describeMappedIndices } from './describe.js';
import { mappingProblemOf } from './mapping-problem.js';

/** Above this number of indices, the pattern is shorter than their names. */
const MAX_NAMES = 24;

/** Checks the mappings of indices. Each is checked once. */
export class MappingChecks {
  /** Uuids of indices with a usable mapping, which stays usable. */
  private readonly fit = new Set<string>();

  constructor(private readonly names: Names) {}

  /**
   * Returns the indices whose mapping cannot be used.
   *
   * @throws GoneIndexError if one is gone since it was described, or the node that is asked does not know it yet.
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
