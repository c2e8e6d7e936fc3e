import type { Startable } from '../port/lifecycle.js';
import type { JobQueue } from './job-queue.js';
import type { Schedule } from './schedule.js';

/**
 * Where jobs wait, and what their schedulers share. An adapter package exports a function that makes one; it is started and stopped as a
 * whole. Prove it with `queueCases` and `scheduleCases` of `@memex/core/testing`.
 */
export interface Jobs extends Startable {
  readonly queue: JobQueue;
  readonly schedule: Schedule;
}
