import type { CommandName } from './command-names.js';

/** A row of the table of variables, in addition to its codec and its default. */
export interface Row {
  /** The option that overrides the variable. Secrets have none, since other users of the machine can see options. */
  readonly flag?: string;
  /** The commands that have the option; all by default. */
  readonly commands?: readonly CommandName[];
  readonly secret?: true;
  /** When an empty variable is an error, since treating it as not set would open the service, or put data in an unexpected place. */
  readonly rejectsEmpty?: 'always' | 'without STORE';
  readonly meaning: string;
}
