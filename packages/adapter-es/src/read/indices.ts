import type { Client } from '@elastic/elasticsearch';
import type { CallOptions } from '@memex/core/ports';
import { GoneIndexError, memexErrorOf } from '../cluster/failure.js';
import { retryWhileGone } from '../cluster/retry.js';
import type { Names } from '../config/index-names.js';
import { describeIndices } from '../setup/describe.js';
import { MappingChecks } from '../setup/mapping-checks.js';
import { type IndexList, listOf } from './index-list.js';

/** How long a walk uses a list of indices before the cluster is asked again, in milliseconds. */
const RECENT_MS = 1_000;

/** Lists the indices of one kind, and remembers the last list. */
export class Indices {
  private known: IndexList | undefined;
  /** When the list was requested, by the clock of `performance.now()`. */
  private knownAt = Number.NEGATIVE_INFINITY;
  private readonly mappings: MappingChecks;

  constructor(private readonly names: Names) {
    this.mappings = new MappingChecks(names);
  }

  /** The indices of the last list. */
  get cached(): readonly string[] {
    return this.known?.names ?? [];
  }

  /**
   * Runs a call with the last list while asking the cluster for the current one. If the lists differ, the call is
   * repeated with the current list, and once more if an index is dropped meanwhile. Requests of the call must fail when they meet a closed
   * index.
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
    const isGone = outcome.status === 'rejected' && memexErrorOf(outcome.reason) instanceof GoneIndexError;
    if (now.state !== known.state || isGone) return this.withNow(client, options, call);
    if (outcome.status === 'rejected') throw outcome.reason;
    return outcome.value;
  }

  /**
   * Runs a call that continues an earlier one with a list from within the last second, so that a walk does not ask for a list at each page.
   * If there is none, or the call fails with it, the call runs as in `withKnown`.
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

  /** Runs a call with the current list, and once more if an index is dropped meanwhile. */
  async withNow<T>(
    client: Client,
    options: CallOptions | undefined,
    call: (list: IndexList) => Promise<T>,
  ): Promise<T> {
    try {
      return await call(await this.list(client, options));
    } catch (error) {
      if (!(memexErrorOf(error) instanceof GoneIndexError)) throw error;
      return call(await this.list(client, options));
    }
  }

  /** Asks the cluster. Asks again if an index is dropped meanwhile. */
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
