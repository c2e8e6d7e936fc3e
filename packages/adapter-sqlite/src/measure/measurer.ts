import type { Analysis } from '@memex/core/ports';
import { attempt, type Outcome } from '../errors/outcome.js';
import type { MeasureRequest } from '../protocol/protocol.js';
import type { Connection } from '../schema/connection.js';
import { measureAll } from './measure.js';

/** Answers what is asked of a measuring thread, each request as soon as it is measured. */
export function createMeasurer(
  connection: Connection,
): (requests: readonly MeasureRequest[]) => Iterable<readonly Outcome<readonly Analysis[]>[]> {
  return function* (requests) {
    for (const request of requests) yield [attempt(() => measureAll(connection, request))];
  };
}
