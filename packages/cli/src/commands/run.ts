import type { Config, Settings } from '../config/config.js';

/** The input of a command. */
export interface CommandOptions {
  readonly config: Config;
  /** The arguments after the name of the command. */
  readonly args: readonly string[];
  /** The options as texts, by name. Those that set variables are in `config` too. */
  readonly options: Settings;
  /** The version of this package. */
  readonly version: string;
}

/** A command. It resolves with the exit code when it is done. */
export type Run = (options: CommandOptions) => Promise<number>;
