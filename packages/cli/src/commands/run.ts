import type { Config, Settings } from '../config/config.js';

/** What a command is given. */
export interface RunOptions {
  readonly config: Config;
  /** What stands behind the command. */
  readonly args: readonly string[];
  /** Options as texts by their names; those that set variables are in `config` too. */
  readonly options: Settings;
  /** The version of this package. */
  readonly version: string;
}

/** A command; it resolves with the exit code when its work is done. */
export type Run = (options: RunOptions) => Promise<number>;
