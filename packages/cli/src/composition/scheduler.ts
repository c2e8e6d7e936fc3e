import type { Metrics } from '@memex/adapter-prometheus';
import type { UntrustedAnalytics } from '@memex/core/model';
import type { Schedule, Startable } from '@memex/core/ports';
import { createScheduler } from '@memex/core/toolkit';
import type { Config } from '../config/config.js';
import { createBackgroundErrorLogger } from '../observe/background-errors.js';
import type { Logger } from '../observe/logger.js';

export interface ConfiguredScheduler {
  readonly config: Config;
  readonly schedule: Schedule;
  readonly analytics: UntrustedAnalytics;
  readonly logger: Logger;
  readonly metrics: Metrics | undefined;
}

/** The beat that is configured: it queues every analytic that is due. */
export function createConfiguredScheduler({
  config,
  schedule,
  analytics,
  logger,
  metrics,
}: ConfiguredScheduler): Startable {
  return createScheduler(schedule, (options) => analytics.requestDue(options), {
    cron: config.BEAT_CRON,
    timeZone: config.BEAT_TIME_ZONE,
    onRun: (queued) => {
      metrics?.schedulerRan();
      logger.info({ queued }, 'beat fired');
    },
    onError: createBackgroundErrorLogger(logger, 'beat'),
  });
}
