import { computeHash } from '../schema/hash.js';
import { TYPE_CODES } from '../schema/tables.js';
import type { Scope } from './scope.js';

/** A response: when it came, and the hash of the message id that it answers. */
export interface Response {
  readonly at: number;
  readonly hash: bigint;
}

/** Rows of one statement. */
const ROWS = 5_000;

/** Yields the responses of the project from an instant on, in the order of time. */
export function* eachResponse(
  { connection, projectId, refuseAbandoned }: Scope,
  from: number | undefined,
): Generator<Response, void> {
  const select = connection.prepare(
    `SELECT e.at, e.id, t.json ->> '$.responseTo'
     FROM messages e INDEXED BY messages_by_time CROSS JOIN messages_text t ON t.id = e.id
     WHERE e.project = ? AND (e.at, e.id) > (?, ?) AND e.type = ? ORDER BY e.at, e.id LIMIT ${ROWS}`,
  );
  let place: readonly [number, number] = [(from ?? 0) - 1, Number.MAX_SAFE_INTEGER];
  for (;;) {
    refuseAbandoned();
    const rows = select.all(projectId, ...place, TYPE_CODES.response);
    for (const [at, , responseTo] of rows) yield { at: Number(at), hash: computeHash(String(responseTo)) };
    const [at, id] = rows.at(-1) ?? [];
    if (rows.length < ROWS) return;
    place = [Number(at), Number(id)];
  }
}
