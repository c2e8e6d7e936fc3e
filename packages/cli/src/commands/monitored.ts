import type { Startable } from '@memex/core/ports';
import type { Composition } from '../composition/composition.js';
import type { Config } from '../config/config.js';
import { type Banner, startupBanner } from './startup-banner.js';
import { runUntilSignal } from './until-signal.js';

/** A command that works beside `memex serve`, and what it tells when it has started. */
export interface Monitored {
  readonly command: 'worker' | 'beat';
  readonly banner: (parts: Composition) => Promise<Banner>;
  readonly work: (parts: Composition) => Promise<Startable>;
}

/**
 * Runs a worker or a scheduler until a signal. If METRICS_PORT is set, it also serves metrics, health and readiness.
 */
export function runMonitored(config: Config, { command, banner, work }: Monitored): Promise<number> {
  const options = { command, isMeasured: config.METRICS_PORT !== null };
  return runUntilSignal(config, options, async (parts) => {
    const monitoring = await parts.monitoring();
    const told = startupBanner(parts.announce, async () => {
      const [line, facts] = await banner(parts);
      return [line, monitoring === undefined ? facts : { ...facts, Metrics: `${monitoring.url}/metrics` }];
    });
    return [...(monitoring === undefined ? [] : [monitoring]), told, await work(parts)];
  });
}
