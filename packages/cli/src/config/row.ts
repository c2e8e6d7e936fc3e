/** A row of the table of variables, in addition to its codec and its default. */
export interface Row {
  /** Secrets have no option, since other users of the machine can see options. */
  readonly secret?: true;
  /** When an empty variable is an error, since treating it as not set would open the service, or put data in an unexpected place. */
  readonly rejectsEmpty?: 'always' | 'without STORE';
  readonly meaning: string;
}
