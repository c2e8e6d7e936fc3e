// The port `Schedule`: a lease that schedulers share, and when analytics were last requested.

/**
 * @param {import('./log.mjs').Log} log
 * @returns {import('@memex/core/ports').Schedule}
 */
export function createSchedule(log) {
  return {
    hold: (holder, ttlMs, options) => log.append({ event: 'hold', holder, ttlMs }, options),
    release: (holder, options) => log.append({ event: 'release', holder }, options),
    lastRun: async (options) => (await log.read(options)).lastRun,
    recordRun: (holder, dueAt, options) => log.append({ event: 'ran', holder, dueAt }, options),
  };
}
