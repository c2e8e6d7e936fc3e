import type { CountOutcome, TimeWindow } from '@memex/core/ports';
import { RequestError } from '../errors/failure.js';
import type { MeasureInput } from '../protocol/measure.js';
import type { Connection } from '../schema/connection.js';
import { allOf, type SqlCondition } from '../statements/conditions.js';

/** The messages to measure: those of one project, as the connection sees them. */
export interface Scope {
  readonly connection: Connection;
  readonly project: string;
  readonly projectId: number;
  /** Call this now and then. @throws RequestError if nobody waits for the answer any more. */
  readonly refuseAbandoned: () => void;
}

export function scopeOf(connection: Connection, { request: { project }, abandoned }: MeasureInput): Scope {
  const row = connection.prepare('SELECT id FROM projects WHERE name = ?').get(project);
  const refuseAbandoned = (): void => {
    if (abandoned === undefined || Atomics.load(abandoned, 0) === 0) return;
    throw new RequestError({ code: 'unavailable', reason: 'the call was aborted', reopen: false });
  };
  return { connection, project, projectId: Number(row?.[0] ?? NO_PROJECT), refuseAbandoned };
}

const NO_PROJECT = 0;

/** The condition on messages `e` of the project in a window. */
export function within({ projectId }: Scope, window: TimeWindow): SqlCondition {
  return allOf([{ sql: 'e.project = ?', values: [projectId] }, duringOf(window, 'e')]);
}

/** The condition on the instant of a row. */
export function duringOf({ from, to }: TimeWindow, alias: string): SqlCondition {
  return from === undefined
    ? { sql: `${alias}.at <= ?`, values: [to] }
    : { sql: `${alias}.at BETWEEN ? AND ?`, values: [from, to] };
}

/** Runs a statement that counts. */
export function count({ connection, refuseAbandoned }: Scope, { sql, values }: SqlCondition): CountOutcome {
  refuseAbandoned();
  const [found] = connection.prepare(sql).get(...values) ?? [];
  return { answer: 'count', count: Number(found), approximate: false };
}
