/**
 * A buffer for the client in browsers, in IndexedDB.
 *
 * @packageDocumentation
 */

export { type IndexedDbBufferOptions, indexedDbBuffer } from './indexed-db-buffer.js';
