import type { estypes } from '@elastic/elasticsearch';
import type { CallOptions } from '@memex/core/ports';
import { bytesOf } from '@memex/core/toolkit';
import type { SortedDocument } from '../document/hit.js';
import type { SearchOptions } from './search.js';
import { unlessLarge } from './unless-large.js';

/** Which documents a search asks for. */
export interface Slice {
  readonly size: number;
  readonly search_after?: estypes.SortResults;
}

export type ReadSlice<D extends SortedDocument> = (
  slice: Slice,
  options: SearchOptions,
) => Promise<readonly D[]>;

export interface SliceOptions extends CallOptions {
  /** How many documents the caller needs. It may read more. */
  readonly wanted?: number;
  readonly after?: estypes.SortResults | undefined;
}

/** Size of the first slice, when nothing is known. If each document has the maximum size, this is 50 MiB. */
const FIRST = 50;
/** A page of a thousand, and one more that shows whether it is the last page. */
const MAX_SLICE = 1_001;
/** How much larger a slice may be than the one before it. */
const MAX_GROWTH = 20;
/** The size that a slice should have. */
const TARGET_BYTES = 4 * 1_048_576;

/**
 * Reads documents in order, in slices. The size of a slice follows the sizes of the documents before it, because one
 * document may have a megabyte: neither the cluster nor this process holds much more than it returns.
 */
export async function* inSlices<D extends SortedDocument>(
  read: ReadSlice<D>,
  guess: SliceGuess,
  { wanted = Number.POSITIVE_INFINITY, after, ...options }: SliceOptions = {},
): AsyncGenerator<readonly D[], void> {
  let behind = after;
  for (let seen = 0; ; ) {
    const size = seen < wanted ? Math.min(guess.size, wanted - seen) : guess.size;
    const slice = { size, ...(behind === undefined ? {} : { search_after: behind }) };
    const documents = await unlessLarge(size, (maxAnswerBytes) =>
      read(slice, { ...options, maxAnswerBytes }),
    );
    if (documents === undefined) {
      guess.wasTooLarge(size);
      continue;
    }
    guess.saw(documents);
    yield documents;
    if (documents.length < size) return;
    seen += documents.length;
    behind = documents.at(-1)?.values;
  }
}

/** Decides how many documents to ask for next, from the sizes of those before. */
export class SliceGuess {
  private next = FIRST;
  /** Documents left of a slice that was too large. The large ones are among them. */
  private suspect = 0;

  get size(): number {
    return this.next;
  }

  saw(documents: readonly SortedDocument[]): void {
    if (documents.length === 0) return;
    const sizes = documents.map(({ source }) => bytesOf(source));
    const mean = sizes.reduce((sum, size) => sum + size) / sizes.length;
    // More large documents may follow one among many small ones.
    const expected = Math.max(mean, Math.max(...sizes) / MAX_SIDE, 1);
    const fitting = Math.floor(TARGET_BYTES / expected);
    this.suspect = Math.max(0, this.suspect - documents.length);
    const grown = this.suspect > 0 ? this.next : Math.max(this.next, documents.length * MAX_GROWTH);
    this.next = Math.max(1, Math.min(fitting, grown, MAX_SLICE));
  }

  wasTooLarge(size: number): void {
    this.suspect = size;
    this.next = Math.max(1, Math.floor(size / SHRINKING));
  }
}

const MAX_SIDE = 8;
/** How much smaller a slice gets after one that was too large. */
const SHRINKING = 8;

/** Guesses for many subjects, such as projects. The least recently used ones are dropped. */
export class SliceGuesses {
  private readonly known = new Map<string, SliceGuess>();

  of(subject: string): SliceGuess {
    const guess = this.known.get(subject) ?? new SliceGuess();
    this.known.delete(subject);
    if (this.known.size >= MAX_SUBJECTS) this.known.delete([...this.known.keys()][0] ?? '');
    this.known.set(subject, guess);
    return guess;
  }
}

const MAX_SUBJECTS = 1_000;
