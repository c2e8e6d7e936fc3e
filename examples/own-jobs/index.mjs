// Jobs from scratch: a queue and a schedule in one file of JSON lines. Any number of processes on a machine can share the file. It only grows:
// for real use, start a new file from time to time.
import { openLog } from './log.mjs';
import { createQueue } from './queue.mjs';
import { createSchedule } from './schedule.mjs';

/**
 * @param {object} options
 * @param {string} options.path The file; created if it is missing.
 * @param {import('@memex/core/ports').RetryPolicy} [options.retries]
 * @param {(error: unknown) => void} [options.onError] Called with errors that happen between calls.
 * @returns {import('@memex/core').Jobs}
 */
export function createJobs({ path, retries, onError }) {
  const log = openLog(path);
  const queue = createQueue(log, { retries, onError });
  return { queue, schedule: createSchedule(log), start: queue.start, stop: queue.stop };
}
