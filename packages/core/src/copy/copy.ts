import type { Position } from '../entry/entry.js';
import type { CallOptions } from '../port/call.js';

/** What is copied, in this order. */
export const COPIED_KINDS = ['messages', 'logs', 'analytics'] as const;
export type CopiedKind = (typeof COPIED_KINDS)[number];

/** How far a copy has come. Everything before this place is in the target. */
export interface CopyPlace {
  readonly kind: CopiedKind;
  /** A position in the source; its start by default. */
  readonly after?: Position | undefined;
  /** How many of this kind are before it; 0 by default. */
  readonly copied?: number | undefined;
}

export interface CopyProgress {
  readonly kind: CopiedKind;
  /** How many of this kind have been copied, including by the earlier calls that this one continues. */
  readonly copied: number;
  /** How many of this kind the source had at the start; for analytics, how many have been found so far. */
  readonly total: number;
  /** Where another call can continue. */
  readonly next: CopyPlace;
}

/** How many of a kind each side has after a copy. For analytics, only those of the source are counted. */
export interface CopyCounts {
  readonly source: number;
  readonly target: number;
}

export interface CopyOptions extends CallOptions {
  /** Where an earlier copy ended; the start by default. */
  readonly from?: CopyPlace | undefined;
  /** Called after each page that the target has acknowledged. */
  readonly onProgress?: ((progress: CopyProgress) => void) | undefined;
}
