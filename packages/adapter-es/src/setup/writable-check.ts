import type { Client } from '@elastic/elasticsearch';
import type { CallOptions } from '@memex/core/ports';
import { instantOfMillis } from '@memex/core/toolkit';
import { UnusableIndexError } from '../cluster/failure.js';
import { retryWhileGone } from '../cluster/retry.js';
import {
  analyticNames,
  definitionsIndex,
  IndexNames,
  keysIndex,
  type Names,
  nameOfOne,
} from '../config/index-names.js';
import { KINDS } from '../config/kind.js';
import type { Settings } from '../config/options.js';
import { askBlocks } from './blocks.js';
import { describeIndices } from './describe.js';
import { MappingChecks } from './mapping-checks.js';
import { openIndexOf } from './own-index.js';
import { shardsLeft } from './shards-left.js';

/** An index that is written to at some time. */
interface Written {
  readonly indexAt: (millis: number) => string;
  readonly mappings: MappingChecks;
}

/** Checks whether an entry could be written now, without writing anything. */
export class WritableCheck {
  private readonly written: readonly Written[];

  constructor(private readonly settings: Settings) {
    const one = (names: Names, indexAt: Written['indexAt']) => ({
      indexAt,
      mappings: new MappingChecks(names),
    });
    this.written = [
      ...KINDS.map((kind) => {
        const names = new IndexNames(kind, settings);
        return one(names, (millis) => names.at(instantOfMillis(millis)));
      }),
      one(analyticNames(settings), () => definitionsIndex(settings)),
      one(nameOfOne('keys', keysIndex(settings)), () => keysIndex(settings)),
    ];
  }

  /**
   * @throws UnusableIndexError if an index that would be written to is blocked, closed or foreign, or could not be
   *   created.
   */
  check(client: Client, options: CallOptions = {}): Promise<void> {
    return retryWhileGone(() => this.checkOnce(client, options));
  }

  private async checkOnce(client: Client, options: CallOptions): Promise<void> {
    const now = Date.now();
    const written = this.written.map(({ indexAt, mappings }) => ({ index: indexAt(now), mappings }));
    const indices = written.map(({ index }) => index);
    const [found, blocks] = await Promise.all([
      describeIndices(client, indices.join(','), options),
      askBlocks(client, indices, options),
    ]);
    const missing: string[] = [];
    for (const { index, mappings } of written) {
      const own = openIndexOf(index, found);
      if (own === undefined) {
        missing.push(index);
        continue;
      }
      const block = blocks.of(index);
      if (block !== undefined) throw new UnusableIndexError({ index, problem: 'blocked', detail: block });
      const [problem] = await mappings.problemsAmong(client, [own], options);
      if (problem !== undefined) throw new UnusableIndexError(problem);
    }
    const [index] = missing;
    if (index === undefined) return;
    const detail = blocks.ofNew ?? (await this.lacksShards(client, missing.length, options));
    if (detail !== undefined) throw new UnusableIndexError({ index, problem: 'unmade', detail });
  }

  /** Why this many indices could not be created, if so. */
  private async lacksShards(
    client: Client,
    indices: number,
    options: CallOptions,
  ): Promise<string | undefined> {
    const { shards, replicas } = this.settings;
    const left = await shardsLeft(client, options);
    return left < indices * shards * (1 + replicas) ? `the cluster takes ${left} more shards` : undefined;
  }
}
