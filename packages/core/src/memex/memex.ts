import type { Analytics } from '../analytics/analytics.js';
import { createAnalytics } from '../analytics/create-analytics.js';
import { jobHandler } from '../analytics/job-handler.js';
import type { UntrustedAnalytics } from '../analytics/untrusted-analytics.js';
import type { IdSource } from '../entry/id-source.js';
import { uuidSource } from '../entry/id-source.js';
import { DEFAULT_LIMITS, type Limits } from '../entry/limits.js';
import { Partitions } from '../entry/partitions.js';
import { createScheduler, type SchedulerOptions } from '../jobs/create-scheduler.js';
import type { Jobs } from '../jobs/jobs.js';
import { createWorker, type WorkerOptions } from '../jobs/worker.js';
import type { Logs } from '../log/logs.js';
import { UntrustedLogs } from '../log/untrusted-logs.js';
import type { Messages } from '../message/messages.js';
import { UntrustedMessages } from '../message/untrusted-messages.js';
import type { CallOptions } from '../port/call.js';
import { type Startable, startAll, stopAll } from '../port/lifecycle.js';
import type { Probe, ProbeReport } from '../port/probe.js';
import type { AnalyticsPlatform } from '../services/analytics-platform.js';
import type { AnalyticalStore, Store } from '../store/store.js';
import type { Clock } from '../time/clock.js';
import { systemClock } from '../time/clock.js';
import type { TimeZone } from '../time/zone.js';

/** What Memex is made of. */
export interface MemexOptions<S extends Store = Store> {
  readonly store: S;
  readonly limits?: Partial<Limits> | undefined;
  readonly clock?: Clock | undefined;
  readonly ids?: IdSource | undefined;
}

/** What Memex with analytics is made of. */
export interface AnalyticalMemexOptions extends MemexOptions<AnalyticalStore> {
  /** Where requested analytics wait to be computed. Without them `request` is unavailable, and `compute` computes at once all the same. */
  readonly jobs?: Jobs | undefined;
  /** Where figures of users, tasks and transactions come from; without one, those are unavailable. */
  readonly platform?: AnalyticsPlatform | undefined;
  /** Whose midnights windows and buckets begin at; UTC where absent. */
  readonly timeZone?: TimeZone | undefined;
}

/**
 * The use cases over one store. Starting it starts the store, then the jobs, then the workers and schedulers that were made of it; stopping
 * stops them in reverse. Probing it probes the store.
 */
export interface Memex extends Startable, Probe {
  readonly messages: Messages;
  readonly logs: Logs;
  readonly partitions: Partitions;
  /** The same use cases for edges, which are given values of any type. */
  readonly untrusted: Untrusted;
}

export interface Untrusted {
  readonly messages: UntrustedMessages;
  readonly logs: UntrustedLogs;
  /** Absent where the store has no analytics. */
  readonly analytics?: UntrustedAnalytics | undefined;
}

/** The use cases over a store that has analytics. */
export interface AnalyticalMemex extends Memex {
  readonly analytics: Analytics;
  readonly untrusted: Untrusted & { readonly analytics: UntrustedAnalytics };
  /** Computes what is requested, in this process. Made before `start`, it is started with the whole. */
  worker(options?: WorkerOptions): Startable;
  /** Requests every night what may have changed; of several on the same jobs, one does. Made before `start`, it is started with the whole. */
  scheduler(options?: SchedulerOptions): Startable;
}

/**
 * Memex over a store, and over jobs where analytics are to be computed later.
 *
 * @throws TypeError where jobs are given, and the store has no analytics.
 */
export function createMemex(options: AnalyticalMemexOptions): AnalyticalMemex;
export function createMemex(options: MemexOptions): Memex;
export function createMemex({
  store,
  clock = systemClock,
  ids = uuidSource,
  limits,
  ...options
}: MemexOptions & Omit<AnalyticalMemexOptions, 'store'>): Memex | AnalyticalMemex {
  const context = { clock, ids, limits: { ...DEFAULT_LIMITS, ...limits } };
  const messages = new UntrustedMessages(store.messages, context);
  const logs = new UntrustedLogs(store.logs, context);
  const parts: Startable[] = [store];
  const memex = {
    messages,
    logs,
    partitions: new Partitions([store.messages, store.logs]),
    untrusted: { messages, logs },
    start: (): Promise<void> => startAll(parts),
    stop: (): Promise<void> => stopAll(parts),
    probe: (call?: CallOptions): Promise<ProbeReport> => store.probe(call),
  };
  if (!isAnalytical(store)) {
    if (options.jobs !== undefined) throw new TypeError('jobs need a store that has analytics');
    return memex;
  }
  return { ...memex, ...analyticsOf({ store, clock, ids, ...options }, parts, { messages, logs }) };
}

function analyticsOf(
  { store, jobs, platform, timeZone = 'UTC', clock, ids }: AnalyticalMemexOptions,
  parts: Startable[],
  untrusted: Untrusted,
): Pick<AnalyticalMemex, 'analytics' | 'untrusted' | 'worker' | 'scheduler'> {
  const analytics = createAnalytics({ store, queue: jobs?.queue, platform, clock, ids, zone: timeZone });
  if (jobs !== undefined) parts.push(jobs);
  const withJobs = (make: (jobs: Jobs) => Startable): Startable => {
    if (jobs === undefined) throw new TypeError('a worker and a scheduler need jobs');
    const part = make(jobs);
    parts.push(part);
    return part;
  };
  return {
    analytics,
    untrusted: { ...untrusted, analytics },
    worker: (options) => withJobs(({ queue }) => createWorker(queue, jobHandler(analytics), options)),
    scheduler: (options) =>
      withJobs(({ schedule }) =>
        createScheduler(schedule, (call) => analytics.requestDue(call), { timeZone, ...options }),
      ),
  };
}

function isAnalytical(store: Store): store is AnalyticalStore {
  return 'analysis' in store && 'analytics' in store;
}
