import type { Client } from '@elastic/elasticsearch';
import { pauseAfter } from '../cluster/delay.js';
import { BusyError } from '../cluster/failure.js';
import { retryWhileBusy } from '../cluster/retry.js';
import type { Settings } from '../config/options.js';
import { completeMapping } from '../setup/complete-mapping.js';
import { definitionOf, definitionsOf, type IndexDefinition } from '../setup/definitions.js';
import { addAlias, inspectIndex, makeIndex } from '../setup/own-index.js';

/** The name that writes to an index use. */
export interface Target {
  readonly name: string;
  /**
   * Whether it is an alias. Elasticsearch creates an index for any unknown name that a document is sent to, but never
   * an alias: a write to an alias fails if its index was dropped.
   */
  readonly isAlias: boolean;
}

/** How long an index without an alias is assumed to exist. */
const FRESH_MS = 1_000;

/** How often to inspect and create an index while others create and drop it. */
const MAX_ROUNDS = 4;

/** Knows the indices that documents can be written to. Creates them before the first write. */
export class WriteTargets {
  private readonly known = new Map<string, { readonly target: Target; readonly until: number }>();
  private readonly finding = new Map<string, Promise<Target | undefined>>();
  private readonly making = new Map<string, Promise<Target>>();
  private readonly definitions: readonly IndexDefinition[];

  constructor(
    private readonly client: Client,
    settings: Settings,
  ) {
    this.definitions = definitionsOf(settings);
  }

  /** The target of an index that was inspected before. */
  get(index: string): Target | undefined {
    const known = this.known.get(index);
    return known !== undefined && Date.now() < known.until ? known.target : undefined;
  }

  /** Inspects an index again before the next write. */
  forget(index: string): void {
    this.known.delete(index);
  }

  /**
   * The target of an index, which is created if missing. Concurrent calls share the work.
   *
   * @throws UnusableIndexError if it cannot be written to, or documents written to it could not be found.
   */
  make(index: string): Promise<Target> {
    return shared(this.making, index, async () => {
      for (let round = 1; round <= MAX_ROUNDS; round++) {
        const target = await this.find(index);
        if (target !== undefined) return target;
        // A node may need a moment to learn about a new index.
        if (round > 1) await pauseAfter(round);
        const definition = definitionOf(index, this.definitions);
        await retryWhileBusy(() => makeIndex(this.client, index, definition, aliasOf(index)));
      }
      throw new BusyError(`the index ${index} is dropped as soon as it is created`);
    });
  }

  /** As `make`, but returns `undefined` for a missing index. */
  find(index: string): Promise<Target | undefined> {
    return shared(this.finding, index, () => retryWhileBusy(() => this.look(index)));
  }

  private async look(index: string): Promise<Target | undefined> {
    const definition = definitionOf(index, this.definitions);
    const found = await inspectIndex(this.client, index, definition);
    if (found === undefined) return undefined;
    await completeMapping(this.client, found, definition);
    const alias = aliasOf(index);
    const isAlias = found.otherNames.includes(alias) || (await addAlias(this.client, index, alias));
    const target = { name: isAlias ? alias : index, isAlias };
    const until = isAlias ? Number.POSITIVE_INFINITY : Date.now() + FRESH_MS;
    this.known.set(index, { target, until });
    return target;
  }
}

/** Returns the promise in progress for a key, or starts one. */
function shared<T>(running: Map<string, Promise<T>>, key: string, start: () => Promise<T>): Promise<T> {
  const current = running.get(key) ?? start().finally(() => running.delete(key));
  running.set(key, current);
  return current;
}

/**
 * The alias matches the pattern of the index, so that the same privileges apply. It is never the name of an index.
 */
function aliasOf(index: string): string {
  return `${index}-write`;
}
