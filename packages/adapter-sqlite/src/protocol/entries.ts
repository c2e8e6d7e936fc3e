import type { Projects } from '@memex/core/ports';
import type { TableName } from '../schema/tables.js';

/** An entry on its way into its table. */
export interface NewRow {
  readonly traceId: string;
  readonly at: number;
  readonly project: string;
  /** The searched fields, in the order of the table. */
  readonly fields: readonly (string | null)[];
  readonly json: string;
}

/** Selects the entries that meet every condition. */
export interface EntrySelector {
  readonly table: TableName;
  readonly projects: Projects;
  readonly traceId?: string;
  /** Instants, both inclusive. */
  readonly from?: number | undefined;
  readonly to?: number | undefined;
  readonly fields?: FieldValues;
}

/** Searched fields and their values. A field without a value is no condition. */
export type FieldValues = Readonly<Record<string, string | undefined>>;

/** A place in the order of instant and id. */
export interface Place {
  readonly at: number;
  readonly id: number;
}

/** A range of ids, both inclusive. */
export interface IdRange {
  readonly from: number;
  readonly to: number;
}

/** Several entries in two strings: far cheaper to pass between threads than one object each. */
export interface RowBatch {
  /** A JSON array. */
  readonly traceIds: string;
  /** Separated by {@link SEPARATOR}, which no JSON text contains. */
  readonly texts: string;
}

export const SEPARATOR = '\u001f';
