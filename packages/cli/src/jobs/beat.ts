import { randomUUID } from 'node:crypto';
import type { Metrics } from '@memex/adapter-prometheus';
import { type AnalyticJobs, Beat } from '@memex/core';
import type { Schedule } from '@memex/core/ports';
import { systemClock, systemTimers } from '@memex/core/toolkit';
import type { Config } from '../config/config.js';
import { createBetweenCalls } from '../observe/between-calls.js';
import type { Logger } from '../observe/logger.js';

export interface ConfiguredBeat {
  readonly config: Config;
  readonly schedule: Schedule;
  readonly computing: AnalyticJobs;
  readonly logger: Logger;
  readonly metrics: Metrics | undefined;
}

/** The beat that is configured: it queues every analytic that is due. */
export function createBeat({ config, schedule, computing, logger, metrics }: ConfiguredBeat): Beat {
  return new Beat({
    schedule,
    clock: systemClock,
    timers: systemTimers,
    timing: { cron: config.BEAT_CRON, zone: config.BEAT_TIME_ZONE },
    holder: randomUUID(),
    fire: async (options) => {
      const queued = await computing.requestDue(options);
      metrics?.schedulerRan();
      logger.info({ queued }, 'beat fired');
    },
    onError: createBetweenCalls(logger, 'beat'),
  });
}
