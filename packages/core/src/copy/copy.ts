import type { Position } from '../entry/entry.js';
import type { CallOptions } from '../port/call.js';

/** What is copied: `rules` of retention, `receipts`, and `suppressed` users beside the rest. */
export const COPIED_KINDS = ['messages', 'logs', 'analytics', 'rules', 'receipts', 'suppressed'] as const;
export type CopiedKind = (typeof COPIED_KINDS)[number];

/** How far a copy has come. Everything before this place is in the target. */
export interface CopyPlace {
  readonly kind: CopiedKind;
  /** A position in the source; its start by default. */
  readonly after?: Position | undefined;
  /** How many of this kind are before it; 0 by default. */
  readonly copied?: number | undefined;
  /** How many messages before it were left out, because they are of suppressed users; 0 by default. */
  readonly leftOut?: number | undefined;
}

export interface CopyProgress {
  readonly kind: CopiedKind;
  /** How many of this kind have been copied, including by the earlier calls that this one continues. */
  readonly copied: number;
  /** How many of this kind the source had at the start; for analytics and receipts, how many have been found so far. */
  readonly total: number;
  /** Where another call can continue. */
  readonly next: CopyPlace;
}

/**
 * How many of a kind each side has after a copy. Except for messages and logs, only those of the source are counted. A rule of retention that differs
 * stays as it is in the target, which then does not have that of the source.
 */
export interface CopyCounts {
  readonly source: number;
  readonly target: number;
  /** How many messages were not copied, because they are of suppressed users; of these, how many the target has accepted again since. */
  readonly leftOut: number;
}

/** The counts of each kind, and what else is to be told. */
export interface CopyResult extends Readonly<Record<CopiedKind, CopyCounts>> {
  /**
   * Whether both sides hash users with the same secret. If not, the target had its own: it does not find the copied receipts by user, and cannot know the
   * suppressed users of the source.
   */
  readonly sharesSecret: boolean;
}

export interface CopyOptions extends CallOptions {
  /** Where an earlier copy ended; the start by default. */
  readonly from?: CopyPlace | undefined;
  /** Whether messages of users whom either side suppresses are left out; not by default. */
  readonly suppress?: boolean | undefined;
  /** Called after each page that the target has acknowledged. */
  readonly onProgress?: ((progress: CopyProgress) => void) | undefined;
}
