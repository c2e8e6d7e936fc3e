import type { Startable } from '@memex/core/ports';
import type { Composition } from '../composition/composition.js';
import type { Config } from '../config/config.js';
import { startupBanner } from './startup-banner.js';
import { runUntilSignal } from './until-signal.js';

/**
 * Runs a worker or a scheduler until a signal. If METRICS_PORT is set, it also serves metrics, health and readiness.
 *
 * @param lines - Printed when the process has started.
 */
export function runMonitored(
  config: Config,
  lines: (parts: Composition) => Promise<readonly string[]>,
  work: (parts: Composition) => Promise<Startable>,
): Promise<number> {
  return runUntilSignal(config, { isMeasured: config.METRICS_PORT !== null }, async (parts) => {
    const monitoring = await parts.monitoring();
    const banner = startupBanner(async () => [
      ...(await lines(parts)),
      ...(monitoring === undefined ? [] : [`Metrics: ${monitoring.url}/metrics`]),
    ]);
    return [...(monitoring === undefined ? [] : [monitoring]), banner, await work(parts)];
  });
}
