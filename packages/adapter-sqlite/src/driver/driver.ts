/**
 * What a column can hold here. Integers that a double cannot hold are written, as `bigint`, and never read. Texts hold no NUL, at
 * which `libsql` cuts them off: JSON escapes it, and identifiers have none.
 */
export type SqlValue = string | number | bigint | null;

/** The columns of one row, in the order of the statement. */
export type SqlRow = readonly SqlValue[];

/** A compiled statement. Every method runs it to its end, so that it holds no lock afterwards. */
export interface Statement {
  /** @returns How many rows were changed. */
  run(...parameters: readonly SqlValue[]): number;
  get(...parameters: readonly SqlValue[]): SqlRow | undefined;
  all(...parameters: readonly SqlValue[]): readonly SqlRow[];
}

/**
 * One connection to a database file. Every call blocks the thread. What goes wrong is thrown as the driver makes it;
 * `resultCodeOf` reads it.
 */
export interface Driver {
  exec(sql: string): void;
  prepare(sql: string): Statement;
  close(): void;
}

/** Opens a file, which is made where it is missing. */
export type OpenDriver = (file: string) => Driver;
