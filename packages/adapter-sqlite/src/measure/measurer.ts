import { ColumnStore } from '../columns/column-store.js';
import type { ReaderThreads } from '../columns/reader-threads.js';
import { attempt } from '../errors/outcome.js';
import type { Serve } from '../protocol/worker.js';
import type { Connection } from '../schema/connection.js';
import { measureAll } from './measure.js';

/**
 * Handles the requests of the measurer, one by one.
 *
 * @param columnBytes - How much memory columns may take.
 * @param threads - They help to read columns.
 */
export function createMeasurer(
  connection: Connection,
  columnBytes: number,
  threads: ReaderThreads,
): Serve<'measurer'> {
  const columns = new ColumnStore(columnBytes, threads);
  return function* (requests) {
    for (const request of requests) yield [attempt(() => measureAll(connection, request, columns))];
    threads.rest();
  };
}
