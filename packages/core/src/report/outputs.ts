import type { JsonValue } from '../json/json-value.js';
import type { CallOptions } from '../port/call.js';
import type { Cell } from './cell.js';

/**
 * Where a table goes, row by row. What is written is not there for others until the caller of the use case says so: a report that
 * fails has written a part.
 */
export interface TableWriter {
  /** Writes one row, empty where it has no cells; resolves when more may be written. */
  row(cells: readonly Cell[], options?: CallOptions): Promise<void>;
}

/** Where the items of one JSON array go, in order. See {@link TableWriter}. */
export interface DocumentWriter {
  /** Writes one item; resolves when more may be written. The value is not used by the caller any more. */
  item(value: JsonValue, options?: CallOptions): Promise<void>;
}
