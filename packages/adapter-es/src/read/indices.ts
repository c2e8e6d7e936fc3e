import type { Client } from '@elastic/elasticsearch';
import type { CallOptions } from '@memex/core/ports';
import { GoneIndexError, translate } from '../cluster/failure.js';
import { retryWhileGone } from '../cluster/retry.js';
import type { Names } from '../config/index-names.js';
import { describeIndices } from '../setup/describe.js';
import { MappingChecks } from '../setup/mapping-checks.js';
import { type IndexList, listOf } from './index-list.js';

/** How long a walk goes on with a list of indices before it is asked for again, in milliseconds. */
const RECENT_MS = 1_000;

/** Knows the indices of one kind, as they were when last asked for. */
export class Indices {
  private known: IndexList | undefined;
  /** When they were asked for, in milliseconds of the process. */
  private knownAt = Number.NEGATIVE_INFINITY;
  private readonly mappings: MappingChecks;

  constructor(private readonly names: Names) {
    this.mappings = new MappingChecks(names);
  }

  /** Those known without asking. */
  get cached(): readonly string[] {
    return this.known?.names ?? [];
  }

  /**
   * Lets a call work with the indices that are known, while the cluster is asked for those of now: where they are others, the call is
   * made again with them. Its requests must fail where they meet a closed index.
   */
  async withKnown<T>(
    client: Client,
    options: CallOptions | undefined,
    call: (list: IndexList) => Promise<T>,
  ): Promise<T> {
    const { known } = this;
    if (known === undefined) return this.withNow(client, options, call);
    const [[outcome], now] = await Promise.all([
      Promise.allSettled([(async () => call(known))()]),
      this.list(client, options),
    ]);
    if (now.state !== known.state) return call(now);
    if (outcome.status === 'rejected') throw outcome.reason;
    return outcome.value;
  }

  /**
   * Lets a call that goes on with an earlier one work with the indices that were asked for within the last second, without asking again: a
   * walk would ask as often as it reads. Where there are none, or the call fails with them, it is made as by `withKnown`.
   */
  async withRecent<T>(
    client: Client,
    options: CallOptions | undefined,
    call: (list: IndexList) => Promise<T>,
  ): Promise<T> {
    const { known } = this;
    if (known !== undefined && performance.now() - this.knownAt < RECENT_MS) {
      const outcome = await call(known).then(
        (value) => ({ value }),
        () => undefined,
      );
      if (outcome !== undefined) return outcome.value;
    }
    return this.withKnown(client, options, call);
  }

  /** Lets a call work with the indices of now, and again where one goes meanwhile. */
  async withNow<T>(
    client: Client,
    options: CallOptions | undefined,
    call: (list: IndexList) => Promise<T>,
  ): Promise<T> {
    try {
      return await call(await this.list(client, options));
    } catch (error) {
      if (!(translate(error) instanceof GoneIndexError)) throw error;
      return call(await this.list(client, options));
    }
  }

  /** Asks the cluster, again where an index goes meanwhile. */
  list(client: Client, options: CallOptions = {}): Promise<IndexList> {
    return retryWhileGone(() => this.listOnce(client, options));
  }

  private async listOnce(client: Client, options: CallOptions): Promise<IndexList> {
    const askedAt = performance.now();
    const found = await describeIndices(client, this.names.pattern, options);
    const open = found.filter(({ name, isClosed }) => !isClosed && this.names.owns(name));
    const list = listOf(this.names, found, await this.mappings.problemsAmong(client, open, options));
    this.known = list;
    this.knownAt = askedAt;
    return list;
  }
}
