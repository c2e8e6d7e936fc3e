import type * as t from 'io-ts';
import { labels } from '../codec/label.js';
import { text } from '../codec/leaf.js';
import { optional, record } from '../codec/record.js';
import { timestamp } from '../codec/timestamp.js';
import type { JobStatus } from '../jobs/job.js';
import { Analytic } from './analytic.js';

/**
 * An analytic with the time of its result and the state of its job. The time is null until it is computed, which distinguishes
 * this from a result that is null. The state is null if the queue is unavailable.
 */
export const AnalyticState = record('AnalyticState', {
  ...Analytic.fields,
  computedAt: optional(timestamp),
  state: optional(labels('ComputingState', ['idle', 'waiting', 'running', 'retrying', 'failed'])),
  /** Why the last attempt failed, since it was requested. */
  reason: optional(text),
  /** When the next attempt is, if it is delayed. */
  nextTry: optional(timestamp),
});
export type AnalyticState = t.TypeOf<typeof AnalyticState>;

/** @param job - The state of its job; `undefined` if there is none, `null` if the queue is unavailable. */
export function withState(analytic: Analytic, job: JobStatus | undefined | null): AnalyticState {
  const { state, reason, nextTry } = job === null ? UNKNOWN : (job ?? IDLE);
  return { ...analytic, computedAt: analytic.result?.creationDt ?? null, state, reason, nextTry };
}

const IDLE = { state: 'idle', reason: null, nextTry: null } as const;
const UNKNOWN = { ...IDLE, state: null } as const;
