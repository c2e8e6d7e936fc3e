/**
 * The value of a column. Integers too large for a double are written as `bigint`, and never read. Texts contain no NUL, where `libsql`
 * would cut them off: JSON escapes it, and identifiers have none.
 */
export type SqlValue = string | number | bigint | null;

/** The columns of one row, in the order of the statement. */
export type SqlRow = readonly SqlValue[];

/** A compiled statement. Every method runs it to the end, so that it holds no lock afterwards. */
export interface Statement {
  /** @returns The number of changed rows. */
  run(...parameters: readonly SqlValue[]): number;
  get(...parameters: readonly SqlValue[]): SqlRow | undefined;
  all(...parameters: readonly SqlValue[]): readonly SqlRow[];
}

/** One connection to a database file. Every call blocks the thread. Errors are those of the driver; `resultCodeOf` reads them. */
export interface Driver {
  exec(sql: string): void;
  prepare(sql: string): Statement;
  close(): void;
}

/** Opens a file. Creates it if missing. */
export type OpenDriver = (file: string) => Driver;
