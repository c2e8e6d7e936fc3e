import type * as t from 'io-ts';
import { labels } from '../codec/label.js';
import { text } from '../codec/leaf.js';
import { optional, record } from '../codec/record.js';
import { timestamp } from '../codec/timestamp.js';
import type { JobStatus } from '../jobs/job.js';
import { Analytic } from './analytic.js';

/** An analytic, and when its result was computed: null until it was, so that this is told from a result that is null. */
export const ComputedAnalytic = record('ComputedAnalytic', {
  ...Analytic.fields,
  computedAt: optional(timestamp),
});
export type ComputedAnalytic = t.TypeOf<typeof ComputedAnalytic>;

/** An analytic, and what its computing is at; null where the queue cannot be asked. */
export const AnalyticState = record('AnalyticState', {
  ...ComputedAnalytic.fields,
  state: optional(labels('ComputingState', ['idle', 'waiting', 'running', 'retrying', 'failed'])),
  /** Why computing it failed last, since it was requested. */
  reason: optional(text),
  /** When it is computed, where that is delayed. */
  nextTry: optional(timestamp),
});
export type AnalyticState = t.TypeOf<typeof AnalyticState>;

export function withComputedAt(analytic: Analytic): ComputedAnalytic {
  return { ...analytic, computedAt: analytic.result?.creationDt ?? null };
}

/** @param job - Where the job that computes it is; `undefined` where there is none, `null` where the queue cannot be asked. */
export function withState(analytic: Analytic, job: JobStatus | undefined | null): AnalyticState {
  const { state, reason, nextTry } = job === null ? UNKNOWN : (job ?? IDLE);
  return { ...withComputedAt(analytic), state, reason, nextTry };
}

const IDLE = { state: 'idle', reason: null, nextTry: null } as const;
const UNKNOWN = { ...IDLE, state: null } as const;
