import type { IdSource } from '../entry/trace-id.js';
import { type AnalyticsPlatform, absentPlatform } from '../platform/analytics-platform.js';
import type { AnalyticalStore } from '../store.js';
import { systemClock } from '../system/clock.js';
import { uuidSource } from '../system/ids.js';
import type { Clock } from '../time/clock.js';
import type { TimeZone } from '../time/zone.js';
import { Analytics } from './analytics.js';

/** What analytics over one store are made of. */
export interface AnalyticsOptions {
  readonly store: AnalyticalStore;
  /** Where figures of users, tasks and transactions come from; without one, those are unavailable. */
  readonly platform?: AnalyticsPlatform;
  readonly clock?: Clock;
  readonly ids?: IdSource;
  /** Whose midnights windows and buckets begin at; UTC where absent. */
  readonly zone?: TimeZone;
}

/** The use cases of analytics over one store, which is started and stopped elsewhere. */
export function createAnalytics({
  store,
  platform = absentPlatform,
  clock = systemClock,
  ids = uuidSource,
  zone = 'UTC',
}: AnalyticsOptions): Analytics {
  const { messages, analysis } = store;
  return new Analytics({
    store: store.analytics,
    ids,
    sources: { messages, analysis, platform, clock, zone },
  });
}
