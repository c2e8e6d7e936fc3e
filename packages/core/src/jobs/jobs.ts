import type { Startable } from '../port/lifecycle.js';
import type { JobQueue } from './job-queue.js';
import type { Schedule } from './schedule.js';

/**
 * A queue, and the schedule that its schedulers share. An adapter package exports a function that creates both. They are
 * started and stopped together. Test them with `queueCases` and `scheduleCases` of `@memex/core/testing`.
 */
export interface Jobs extends Startable {
  readonly queue: JobQueue;
  readonly schedule: Schedule;
}
