import type { CallOptions } from '../port/call.js';

/** A text under a key. */
export interface KeyValue {
  /** 1 to 512 characters, as an identifier. */
  readonly key: string;
  readonly value: string;
}

export interface KeyValuePageRequest {
  readonly limit: number;
  /** Keys in the order of their code points, or the other way round. */
  readonly order: 'ascending' | 'descending';
  /** The last key of the page before. */
  readonly after?: string | undefined;
}

/**
 * The port that stores what Memex keeps beside messages, logs and analytics: how long projects are kept, receipts, and the like. Each *space* is a set
 * of keys of its own; its name has only lower-case letters, digits and hyphens. There are few entries, and they are small.
 *
 * Every method
 * - rejects with `UnavailableError` if the engine cannot serve now, or the store is not started,
 * - rejects with `AbortedError` if the signal fires first.
 *
 * What is acknowledged is as durable as messages are, and visible to every call at once.
 */
export interface KeyValueStore {
  /** The value of a key; `undefined` if it has none. */
  get(space: string, key: string, options?: CallOptions): Promise<string | undefined>;

  /** Gives a key a value, in place of an earlier one. */
  put(space: string, entry: KeyValue, options?: CallOptions): Promise<void>;

  /** Gives a key a value unless it has one. Of several calls at once, one does. Resolves with the value that the key has then. */
  putIfAbsent(space: string, entry: KeyValue, options?: CallOptions): Promise<string>;

  /** Removes a key and its value. Resolves with whether it existed. */
  delete(space: string, key: string, options?: CallOptions): Promise<boolean>;

  /** The entries of a space in the order of their keys: at most `limit`, and fewer only at the end. */
  page(space: string, request: KeyValuePageRequest, options?: CallOptions): Promise<readonly KeyValue[]>;
}
