import { MICROS_PER_DAY } from '../time/instant.js';

/** The limits of what use cases accept. */
export interface Limits {
  /** Largest size of a message or log, as JSON in UTF-8, in bytes. */
  readonly entryBytes: number;
  /** Most messages or logs in a batch. */
  readonly batchEntries: number;
  /** How far in the future a timestamp may be, in microseconds. */
  readonly aheadMicros: number;
}

export const DEFAULT_LIMITS: Limits = {
  entryBytes: 1_048_576,
  batchEntries: 10_000,
  aheadMicros: MICROS_PER_DAY,
};
