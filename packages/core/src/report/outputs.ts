import type { JsonValue } from '../json/json-value.js';
import type { CallOptions } from '../port/call.js';
import type { Cell } from '../table/cell.js';

/**
 * Receives the rows of a table. What is written is not visible to others until the caller of the use case publishes it: a
 * report that fails has written only a part.
 */
export interface TableWriter {
  /** Writes one row. No cells make an empty row. Resolves when more may be written. */
  row(cells: readonly Cell[], options?: CallOptions): Promise<void>;
}

/** Receives the items of a JSON array, in order. See {@link TableWriter}. */
export interface DocumentWriter {
  /** Writes one item. Resolves when more may be written. The caller does not use the value afterwards. */
  item(value: JsonValue, options?: CallOptions): Promise<void>;
}
