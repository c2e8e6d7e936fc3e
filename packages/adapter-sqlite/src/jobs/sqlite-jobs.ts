import type { JobQueue, RetryPolicy, Schedule, Startable } from '@memex/core/ports';
import { DEFAULT_RETRIES } from '@memex/core/toolkit';
import { OpenFile } from '../client/open-file.js';
import { Lane } from '../client/worker-client.js';
import type { JobRequest, JobResult } from '../protocol/jobs.js';
import { SqliteQueue } from './sqlite-queue.js';
import { SqliteSchedule } from './sqlite-schedule.js';

export interface SqliteJobsOptions {
  /** The database, such as `memex-data/jobs.db`; it is made where it is missing, with its folder. Several processes may use one. */
  readonly file: string;
  readonly retries?: RetryPolicy | undefined;
  /** Told of what goes wrong between calls, such as a disk that became full. */
  readonly onError?: ((error: unknown) => void) | undefined;
}

/** Jobs, and the schedule of those that fire them. Either part is usable as long as the whole is started. */
export interface SqliteJobs extends Startable {
  readonly queue: JobQueue;
  readonly schedule: Schedule;
}

const MEBI = 1024 * 1024;

/**
 * Jobs and a schedule in one SQLite file of their own, on disk, without a server. What is acknowledged survives the end of the
 * process and of the machine.
 *
 * `start` fails with `InternalError` where the file was written by a newer version or is no database of jobs, and with
 * `UnavailableError` where it cannot be opened or another process holds it locked.
 */
export function createSqliteJobs({
  file,
  retries = DEFAULT_RETRIES,
  onError = () => undefined,
}: SqliteJobsOptions): SqliteJobs {
  const limits = { waiting: 64 * MEBI, inFlight: 16 * MEBI };
  const lane = new Lane<JobRequest, JobResult>({ role: 'jobs', file }, limits, new OpenFile());
  const queue = new SqliteQueue({ lane, file, retries, onError });
  return {
    queue,
    schedule: new SqliteSchedule(lane),
    start: () => queue.start(),
    stop: () => queue.stop(),
  };
}
