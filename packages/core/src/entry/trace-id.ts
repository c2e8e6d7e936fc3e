/**
 * Makes trace ids: the names by which stored entries are known. Each is opaque, unique in every store, and sorts after those that
 * the same source made before it.
 */
export interface IdSource {
  next(): string;
}
