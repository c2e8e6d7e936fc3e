import type { Sink } from '../io/sink.js';

/** A file that is being written. */
export interface OutputFile extends Sink {
  /** Where it takes a place; undefined where it takes none. */
  readonly folder: string | undefined;
  /** Resolves when all that was written is on the disk. Nothing may be written afterwards. */
  sync(): Promise<void>;
  /** Takes the place of the file there was. To be called after `sync`; lasting once the folder is synced. */
  commit(): Promise<void>;
  /** Leaves the file there was as it is, and nothing beside it. After `commit` it does nothing. */
  discard(): Promise<void>;
}
