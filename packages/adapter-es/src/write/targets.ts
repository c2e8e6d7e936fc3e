import type { Client } from '@elastic/elasticsearch';
import { pauseAfter } from '../cluster/delay.js';
import { BusyError } from '../cluster/failure.js';
import { retryWhileBusy } from '../cluster/retry.js';
import type { Settings } from '../config/options.js';
import { completeMapping } from '../setup/complete-mapping.js';
import { definitionOf, definitionsOf, type IndexDefinition } from '../setup/definitions.js';
import { addAlias, inspectIndex, makeIndex } from '../setup/own-index.js';

/** Where writes to an index go. */
export interface Target {
  readonly name: string;
  /**
   * Whether it is an alias of the index. Elasticsearch makes an index of whatever name a document is sent to, but no alias: what is sent
   * to one is refused where its index was dropped.
   */
  readonly isAlias: boolean;
}

/** How long an index without an alias is taken to be there. */
const FRESH_MS = 1_000;

/** Rounds of looking, making and looking again, while others make and drop. */
const MAX_ROUNDS = 4;

/** Knows the indices that documents can be written to; makes them before the first write. */
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

  /** The target of an index that was looked at before. */
  get(index: string): Target | undefined {
    const known = this.known.get(index);
    return known !== undefined && Date.now() < known.until ? known.target : undefined;
  }

  /** Looks at an index anew when it is next written to. */
  forget(index: string): void {
    this.known.delete(index);
  }

  /**
   * The target of an index, which is made where it is missing; calls at the same time share the work.
   *
   * @throws UnusableIndexError where it cannot be written to, or what is written could not be found.
   */
  make(index: string): Promise<Target> {
    return shared(this.making, index, async () => {
      for (let round = 1; round <= MAX_ROUNDS; round++) {
        const target = await this.find(index);
        if (target !== undefined) return target;
        // A node may take a moment to know what was made.
        if (round > 1) await pauseAfter(round);
        const definition = definitionOf(index, this.definitions);
        await retryWhileBusy(() => makeIndex(this.client, index, definition, aliasOf(index)));
      }
      throw new BusyError(`the index ${index} goes as soon as it is made`);
    });
  }

  /** As `make`; `undefined` where it is missing. */
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

/** What is under way for a key, or else what begins now. */
function shared<T>(running: Map<string, Promise<T>>, key: string, begin: () => Promise<T>): Promise<T> {
  const current = running.get(key) ?? begin().finally(() => running.delete(key));
  running.set(key, current);
  return current;
}

/** Within the pattern of the index, so that who may write to its indices may write to it; no name of an index of the store. */
function aliasOf(index: string): string {
  return `${index}-write`;
}
