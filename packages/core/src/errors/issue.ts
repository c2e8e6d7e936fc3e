/** One issue of an input: where it is (`[3].content.value`; empty for the whole input) and what is wrong. */
export interface Issue {
  readonly path: string;
  readonly message: string;
}

/** The most issues that one error reports. */
export const MAX_ISSUES = 100;
