import type { IdSource } from '../entry/id-source.js';
import { uuidSource } from '../entry/id-source.js';
import { absentQueue } from '../jobs/absent-queue.js';
import type { JobQueue } from '../jobs/job-queue.js';
import type { MessageStore } from '../message/message-store.js';
import { type AnalyticsPlatform, absentPlatform } from '../services/analytics-platform.js';
import type { Clock } from '../time/clock.js';
import { systemClock } from '../time/clock.js';
import type { TimeZone } from '../time/zone.js';
import type { AnalyticStore } from './analytic-store.js';
import type { MessageAnalysis } from './message-analysis.js';
import { UntrustedAnalytics } from './untrusted-analytics.js';

/** What analytics over one store are made of. */
export interface AnalyticsOptions {
  readonly store: {
    readonly messages: MessageStore;
    readonly analysis: MessageAnalysis;
    readonly analytics: AnalyticStore;
  };
  /** Where computing is requested; without one, that is unavailable. */
  readonly queue?: Pick<JobQueue, 'enqueue' | 'find'> | undefined;
  /** Where figures of users, tasks and transactions come from; without one, those are unavailable. */
  readonly platform?: AnalyticsPlatform | undefined;
  readonly clock?: Clock | undefined;
  readonly ids?: IdSource | undefined;
  /** Whose midnights windows and buckets begin at; UTC where absent. */
  readonly zone?: TimeZone | undefined;
}

/** The use cases of analytics over one store, which is started and stopped elsewhere. */
export function createAnalytics({
  store,
  queue = absentQueue,
  platform = absentPlatform,
  clock = systemClock,
  ids = uuidSource,
  zone = 'UTC',
}: AnalyticsOptions): UntrustedAnalytics {
  const { messages, analysis } = store;
  return new UntrustedAnalytics({
    store: store.analytics,
    queue,
    ids,
    sources: { messages, analysis, platform, clock, zone },
  });
}
