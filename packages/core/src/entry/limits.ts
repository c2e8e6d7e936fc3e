import { MICROS_PER_DAY } from '../time/instant.js';

/** How much the use cases accept. */
export interface Limits {
  /** Most bytes of one message or log as JSON in UTF-8. */
  readonly entryBytes: number;
  /** Most messages or logs in one batch. */
  readonly batchEntries: number;
  /** How far in the future an entry's instant may lie, in microseconds. */
  readonly aheadMicros: number;
}

export const DEFAULT_LIMITS: Limits = {
  entryBytes: 1_048_576,
  batchEntries: 10_000,
  aheadMicros: MICROS_PER_DAY,
};
