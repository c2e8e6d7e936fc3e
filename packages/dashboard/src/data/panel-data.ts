import type { BucketLength } from '../state/span.js';
import type { PanelId } from '../state/view-state.js';

/** A value of a field, and how many requests have it. The rest, all other values together, has no value. */
export interface ValueRow {
  readonly value: string | number | boolean | null;
  readonly count: number;
}

/** A request that the bot did not understand. */
export interface FallbackRow {
  readonly text: string;
  readonly timestamp: string;
  readonly conversationId: string;
  readonly userId: string;
}

/** What a panel shows. */
export type PanelData =
  | {
      readonly kind: 'values';
      readonly panel: PanelId;
      readonly field: string;
      readonly rows: readonly ValueRow[];
    }
  | {
      readonly kind: 'fallbacks';
      readonly rows: readonly FallbackRow[];
      /** Whether there are more, or may be. */
      readonly hasMore: boolean;
      readonly texts: readonly ValueRow[];
    }
  | {
      readonly kind: 'types';
      readonly interval: BucketLength;
      readonly starts: readonly string[];
      /** A message type, and its count in each bucket. */
      readonly series: readonly { readonly type: string; readonly counts: readonly number[] }[];
    }
  /** Requests by weekday (0 is Monday) and hour, in the configured time zone: `counts[weekday][hour]`. */
  | {
      readonly kind: 'hours';
      readonly counts: readonly (readonly number[])[];
      readonly since: string | null;
    };
