import type { PageOrder } from '@memex/core/ports';
import type { EntrySelector, Place } from '../protocol/entries.js';
import type { Connection } from '../schema/connection.js';
import { placeBehind } from '../statements/place-behind.js';
import { hasTests } from '../statements/select.js';

const MIN_STRETCH = 1_000;
const MAX_STRETCH = 10_000;

/**
 * Divides the entries that an index has behind a place into stretches. SQLite stops at the end of one even if no entry of it passes, so that a search for
 * rare ones can stop after some. The first is short: most filters find enough in it.
 */
export class Stretches {
  /** Where the present stretch ends; `undefined` if it goes on to the end. */
  upTo: Place | undefined;
  private size = 0;
  /** How many entries the index has in the present stretch. */
  private entries = 0;
  private readonly hasTests: boolean;

  constructor(
    private readonly connection: Connection,
    private readonly selection: EntrySelector,
    private readonly order: PageOrder,
    after: Place | undefined,
    /** The most entries of a stretch. */
    private readonly longest = MAX_STRETCH,
  ) {
    this.hasTests = hasTests(selection);
    this.begin(after);
  }

  /** Goes on to the next stretch. Returns how many entries the index has in the one that ends. */
  pass(): number {
    const { entries } = this;
    this.begin(this.upTo);
    return entries;
  }

  private begin(after: Place | undefined): void {
    if (!this.hasTests) return;
    const { connection, selection, order, longest } = this;
    this.size = Math.min(this.size === 0 ? MIN_STRETCH : 2 * this.size, longest);
    const end = placeBehind(connection, selection, { order, after }, this.size);
    this.upTo = end?.place;
    this.entries = end?.entries ?? this.size;
  }
}
