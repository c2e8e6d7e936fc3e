import { uuidv7 } from 'uuidv7';

/**
 * Makes ids, such as the trace ids of stored entries. Each is opaque and unique in every store, and sorts after those that the same
 * source made before it.
 */
export interface IdSource {
  next(): string;
}

/** UUIDs of version 7 (RFC 9562): unique without coordination, and rising within a process. */
export const uuidSource: IdSource = { next: uuidv7 };
