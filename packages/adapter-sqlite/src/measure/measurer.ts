import { attempt } from '../errors/outcome.js';
import type { Serve } from '../protocol/worker.js';
import type { Connection } from '../schema/connection.js';
import { measureAll } from './measure.js';

/** Handles the requests of the measurer, one by one. */
export function createMeasurer(connection: Connection): Serve<'measurer'> {
  return function* (requests) {
    for (const request of requests) yield [attempt(() => measureAll(connection, request))];
  };
}
