import { uuidv7 } from 'uuidv7';

/**
 * Generates ids, such as the trace ids of entries. Each is opaque, unique in every store, and sorts after the earlier ids of
 * the same source.
 */
export interface IdSource {
  next(): string;
}

/** UUIDs of version 7 (RFC 9562). They are unique without coordination, and ascending within a process. */
export const uuidSource: IdSource = { next: uuidv7 };
