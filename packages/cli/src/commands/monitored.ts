import type { Startable } from '@memex/core/ports';
import type { Composition } from '../composition/composition.js';
import type { Config } from '../config/config.js';
import { startupBanner } from './startup-banner.js';
import { runUntilSignal } from './until-signal.js';

/**
 * Runs a worker or a beat until a signal, and serves what there is to watch of it where METRICS_PORT is set.
 *
 * @param lines - What the process says when it starts.
 */
export function runMonitored(
  config: Config,
  lines: (parts: Composition) => Promise<readonly string[]>,
  taker: (parts: Composition) => Promise<Startable>,
): Promise<number> {
  return runUntilSignal(config, { isMeasured: config.METRICS_PORT !== null }, async (parts) => {
    const monitoring = await parts.monitoring();
    const greet = startupBanner(async () => [
      ...(await lines(parts)),
      ...(monitoring === undefined ? [] : [`Metrics: ${monitoring.url}/metrics`]),
    ]);
    return [...(monitoring === undefined ? [] : [monitoring]), greet, await taker(parts)];
  });
}
