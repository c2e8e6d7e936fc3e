// Jobs from scratch: a queue and a schedule in one file of JSON lines, which any number of processes of a machine share. The file only
// grows: what is to run for years would begin a new one now and then.
import { openLog } from './log.mjs';
import { createQueue } from './queue.mjs';
import { createSchedule } from './schedule.mjs';

/**
 * @param {object} options
 * @param {string} options.path The file; created where it is missing.
 * @param {import('@memex/core/ports').RetryPolicy} [options.retries]
 * @param {(error: unknown) => void} [options.onError] Told of what goes wrong between calls.
 * @returns {import('@memex/core').Jobs}
 */
export function createJobs({ path, retries, onError }) {
  const log = openLog(path);
  const queue = createQueue(log, { retries, onError });
  return { queue, schedule: createSchedule(log), start: queue.start, stop: queue.stop };
}
