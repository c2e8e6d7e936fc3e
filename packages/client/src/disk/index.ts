/**
 * A buffer on disk for the client, in Node.
 *
 * @packageDocumentation
 */

export { type DiskBufferOptions, diskBuffer, type Sync } from './disk-buffer.js';
