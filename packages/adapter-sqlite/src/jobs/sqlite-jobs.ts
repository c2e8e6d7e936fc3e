import type { Jobs } from '@memex/core';
import type { RetryPolicy } from '@memex/core/ports';
import { DEFAULT_RETRIES } from '@memex/core/toolkit';
import { OpenFile } from '../client/open-file.js';
import { WorkerClient } from '../client/worker-client.js';
import { SqliteQueue } from './sqlite-queue.js';
import { SqliteSchedule } from './sqlite-schedule.js';

export interface SqliteJobsOptions {
  /** The database, such as `memex-data/jobs.db`. It is created with its folder if missing. Several processes may share it. */
  readonly file: string;
  readonly retries?: RetryPolicy | undefined;
  /** Called with errors that happen outside any call, such as a full disk. */
  readonly onError?: ((error: unknown) => void) | undefined;
}

const MEBI = 1024 * 1024;

/**
 * Jobs and a schedule in a SQLite file of their own, on disk, without a server. What is acknowledged survives the end of the process
 * and of the machine.
 *
 * `start` fails with `InternalError` if the file was written by a newer version or is not a jobs database, and with
 * `UnavailableError` if it cannot be opened or another process holds it locked.
 */
export function createSqliteJobs({
  file,
  retries = DEFAULT_RETRIES,
  onError = () => undefined,
}: SqliteJobsOptions): Jobs {
  const limits = { waiting: 64 * MEBI, inFlight: 16 * MEBI };
  const client = new WorkerClient({ role: 'jobs', file }, limits, new OpenFile());
  const queue = new SqliteQueue({ client, file, retries, onError });
  return {
    queue,
    schedule: new SqliteSchedule(client),
    start: () => queue.start(),
    stop: () => queue.stop(),
  };
}
