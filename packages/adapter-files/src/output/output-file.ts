import type { Sink } from '../io/sink.js';

/** A file that is being written. */
export interface OutputFile extends Sink {
  /** The folder to sync after `commit`; undefined for files that are not replaced. */
  readonly folder: string | undefined;
  /** Resolves when everything is on the disk. Nothing may be written afterwards. */
  sync(): Promise<void>;
  /** Replaces the existing file. Call it after `sync`. It survives a power failure once the folder is synced. */
  commit(): Promise<void>;
  /** Keeps the existing file, and removes the temporary one. Does nothing after `commit`. */
  discard(): Promise<void>;
}
