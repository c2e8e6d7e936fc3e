import type { Config } from '../config/config.js';

/** What a command is given. */
export interface RunOptions {
  readonly config: Config;
  /** The version of this package. */
  readonly version: string;
}

/** A command; it resolves with the exit code when its work is done. */
export type Run = (options: RunOptions) => Promise<number>;
