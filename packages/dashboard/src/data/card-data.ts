import type { BucketLength } from '../state/span.js';
import type { CardId } from '../state/view-state.js';

/** A bucket of a series. */
export interface Point {
  /** Start of the bucket: ISO 8601 in UTC without an offset; null for a window without a beginning. */
  readonly from: string | null;
  /** Null where there is nothing to tell, such as a rate of nothing. */
  readonly value: number | null;
  /** Whether the bucket has not ended yet. */
  readonly unfinished: boolean;
}

/** How the figures of a card are written. */
export type Unit = 'count' | 'decimal' | 'percent' | 'seconds';

/** A figure over the window, its course, and the same for the period before. */
export interface CardData {
  readonly card: CardId;
  readonly value: number | null;
  readonly points: readonly Point[];
  readonly interval: BucketLength;
  /** `undefined` where nothing is compared, or the window has no period before it. */
  readonly previous: { readonly value: number | null; readonly points: readonly Point[] } | undefined;
}
