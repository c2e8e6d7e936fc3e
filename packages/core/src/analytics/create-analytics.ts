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
  /** Queues the analytics that are requested. Without it, requests are unavailable. */
  readonly queue?: Pick<JobQueue, 'enqueue' | 'find'> | undefined;
  /** Provides the numbers of users, tasks and transactions. Without it, they are unavailable. */
  readonly platform?: AnalyticsPlatform | undefined;
  readonly clock?: Clock | undefined;
  readonly ids?: IdSource | undefined;
  /** The time zone of windows and buckets; UTC by default. */
  readonly zone?: TimeZone | undefined;
}

/** The use cases of analytics over one store. They neither start nor stop it. */
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
