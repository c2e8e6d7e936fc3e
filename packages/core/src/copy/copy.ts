import type { Position } from '../entry/entry.js';
import type { CallOptions } from '../port/call.js';

/** What is copied, in this order. */
export const COPIED_KINDS = ['messages', 'logs', 'analytics'] as const;
export type CopiedKind = (typeof COPIED_KINDS)[number];

/** How far a copy has come: everything before it is in the target. */
export interface CopyPlace {
  readonly kind: CopiedKind;
  /** Position in the source; from the beginning where absent. */
  readonly after?: Position | undefined;
  /** How many of this kind are before it; none where absent. */
  readonly copied?: number | undefined;
}

export interface CopyProgress {
  readonly kind: CopiedKind;
  /** Things of this kind that were copied, by this call and by those before it that it goes on from. */
  readonly copied: number;
  /** Things of this kind that were in the source when it began; of analytics, those that were seen until now. */
  readonly total: number;
  /** From where another call can go on. */
  readonly next: CopyPlace;
}

/** How many things of a kind each side has after a copy; of analytics, those of the source alone. */
export interface CopyCounts {
  readonly source: number;
  readonly target: number;
}

export interface CopyOptions extends CallOptions {
  /** Where an earlier copy ended; from the beginning where absent. */
  readonly from?: CopyPlace | undefined;
  /** Told after each page that the target has acknowledged. */
  readonly onProgress?: ((progress: CopyProgress) => void) | undefined;
}
