import type { Metrics } from '@memex/adapter-prometheus';
import type { AnalyticalMemex } from '@memex/core';
import type { Startable } from '@memex/core/ports';
import type { Config } from '../config/config.js';
import { createBackgroundErrorLogger } from '../observe/background-error-logger.js';
import type { Logger } from '../observe/logger.js';
import { startLater } from './start-later.js';

export interface ConfiguredScheduler {
  readonly config: Config;
  readonly memex: AnalyticalMemex;
  readonly logger: Logger;
  readonly metrics: Metrics | undefined;
}

/** Creates the configured scheduler, which requests all analytics that are due. */
export function createConfiguredScheduler({
  config,
  memex,
  logger,
  metrics,
}: ConfiguredScheduler): Startable {
  return startLater(() =>
    memex.scheduler({
      cron: config.BEAT_CRON,
      timeZone: config.BEAT_TIME_ZONE,
      onRun: (queued) => {
        metrics?.schedulerRan();
        logger.info({ queued }, 'beat fired');
      },
      onError: createBackgroundErrorLogger(logger, 'beat'),
    }),
  );
}
