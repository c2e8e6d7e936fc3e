import { ColumnStore } from '../columns/column-store.js';
import { attempt } from '../errors/outcome.js';
import type { Serve } from '../protocol/worker.js';
import type { Connection } from '../schema/connection.js';
import { measureAll } from './measure.js';

/** Handles the requests of the measurer, one by one. @param columnBytes - How much memory columns may take. */
export function createMeasurer(connection: Connection, columnBytes: number): Serve<'measurer'> {
  const columns = new ColumnStore(columnBytes);
  return function* (requests) {
    for (const request of requests) yield [attempt(() => measureAll(connection, request, columns))];
  };
}
