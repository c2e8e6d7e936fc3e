import type { Analytics } from '../analytics/analytics.js';
import { createAnalytics } from '../analytics/create-analytics.js';
import type { UntrustedAnalytics } from '../analytics/untrusted-analytics.js';
import type { IngestContext } from '../entry/decode-batch.js';
import type { IdSource } from '../entry/id-source.js';
import { uuidSource } from '../entry/id-source.js';
import { DEFAULT_LIMITS, type Limits } from '../entry/limits.js';
import { Partitions } from '../entry/partitions.js';
import { UntrustedExports } from '../export/untrusted-exports.js';
import { createScheduler, type SchedulerOptions } from '../jobs/create-scheduler.js';
import type { Jobs } from '../jobs/jobs.js';
import { OwnRuns } from '../jobs/own-runs.js';
import { createWorker, type WorkerOptions } from '../jobs/worker.js';
import type { Logs } from '../log/logs.js';
import { UntrustedLogs } from '../log/untrusted-logs.js';
import type { Messages } from '../message/messages.js';
import { UntrustedMessages } from '../message/untrusted-messages.js';
import type { CallOptions } from '../port/call.js';
import { type Startable, startAll, stopAll } from '../port/lifecycle.js';
import type { Probe, ProbeReport } from '../port/probe.js';
import { deleteLog, deleteMessage, deleteMessagesById } from '../receipt/delete-entry.js';
import { ReceiptBook } from '../receipt/receipt-book.js';
import { dropWithReceipt, eraseWithReceipt } from '../receipt/receipted.js';
import type { Receipts } from '../receipt/receipts.js';
import { UntrustedReceipts } from '../receipt/untrusted-receipts.js';
import type { Retention } from '../retention/retention.js';
import { UntrustedRetention } from '../retention/untrusted-retention.js';
import type { AnalyticsPlatform } from '../services/analytics-platform.js';
import type { AnalyticalStore, Store } from '../store/store.js';
import { Suppression } from '../suppression/suppression.js';
import type { Clock } from '../time/clock.js';
import { systemClock } from '../time/clock.js';
import type { TimeZone } from '../time/zone.js';
import { jobHandler, requestRetention } from './job-handler.js';
import type { Operations } from './operations.js';
import { UntrustedOperations } from './untrusted-operations.js';

/** What Memex is made of. */
export interface MemexOptions<S extends Store = Store> {
  readonly store: S;
  readonly limits?: Partial<Limits> | undefined;
  /** The time for everything, the scheduler too; that of the machine by default. */
  readonly clock?: Clock | undefined;
  readonly ids?: IdSource | undefined;
  /** Whether messages of users who are erased from now on, or were while it was so, are refused; not by default. */
  readonly suppress?: boolean | undefined;
  /** The time zone of windows and buckets, of times in tables, and of the days that retention counts; UTC by default. */
  readonly timeZone?: TimeZone | undefined;
}

/** What Memex with analytics is made of. */
export interface AnalyticalMemexOptions extends MemexOptions<AnalyticalStore> {
  /** Queues the analytics that are requested. Without it, `request` is unavailable; `compute` still works. */
  readonly jobs?: Jobs | undefined;
  /** Provides the numbers of users, tasks and transactions. Without it, they are unavailable. */
  readonly platform?: AnalyticsPlatform | undefined;
}

/**
 * The use cases over one store. `start` starts the store, then the jobs, then the workers and schedulers; `stop` stops them in
 * reverse order. `probe` probes the store.
 */
export interface Memex extends Startable, Probe {
  readonly messages: Messages;
  readonly logs: Logs;
  readonly partitions: Partitions;
  readonly operations: Operations;
  readonly retention: Retention;
  readonly receipts: Receipts;
  /** Who is refused since an erasure. */
  readonly suppression: Pick<Suppression, 'lift' | 'refusedAmong'>;
  readonly timeZone: TimeZone;
  /** The same use cases for edges: they accept values of any type. */
  readonly untrusted: Untrusted;
}

export interface Untrusted {
  readonly messages: UntrustedMessages;
  readonly logs: UntrustedLogs;
  readonly operations: UntrustedOperations;
  readonly retention: UntrustedRetention;
  readonly receipts: UntrustedReceipts;
  /** Absent if the store has no analytics. */
  readonly analytics?: UntrustedAnalytics | undefined;
  /** Absent if the store has no analytics. */
  readonly exports?: UntrustedExports | undefined;
}

/** The use cases over a store with analytics. */
export interface AnalyticalMemex extends Memex {
  readonly analytics: Analytics;
  readonly untrusted: Untrusted & { readonly analytics: UntrustedAnalytics };
  /**
   * Creates a worker, which computes in this process what is requested. If created before `start`, it is started together with
   * Memex.
   */
  worker(options?: WorkerOptions): Startable;
  /**
   * Creates a scheduler, which requests every night what may have changed, and that retention is applied. Of all schedulers that share the jobs, one does it.
   * If created before `start`, it is started together with Memex.
   */
  scheduler(options?: SchedulerOptions): Startable;
}

/**
 * Creates Memex over a store. To compute analytics in the background, give it jobs.
 *
 * @throws TypeError if jobs are given, but the store has no analytics.
 */
export function createMemex(options: AnalyticalMemexOptions): AnalyticalMemex;
export function createMemex(options: MemexOptions): Memex;
export function createMemex({
  store,
  clock = systemClock,
  ids = uuidSource,
  limits,
  timeZone = 'UTC',
  suppress = false,
  ...options
}: MemexOptions & Omit<AnalyticalMemexOptions, 'store'>): Memex | AnalyticalMemex {
  const context = { clock, ids, limits: { ...DEFAULT_LIMITS, ...limits } };
  const book = new ReceiptBook({ store, clock, ids });
  const suppression = new Suppression({ store: store.keyValues, users: book.users, clock, ids });
  const refusedAmong: IngestContext['refusedAmong'] = (values, call) =>
    suppression.refusedAmong(values, call);
  const screened = suppress ? { ...context, refusedAmong } : context;
  const messages = new UntrustedMessages(store.messages, screened, {
    one: (selector, call) => deleteMessage(store.messages, book, selector, call),
    byMessageId: (selector, call) => deleteMessagesById(store.messages, book, selector, call),
    ofUser: (selector, call) =>
      eraseWithReceipt(store, book, selector, call, async () => {
        if (suppress) await suppression.add(selector.userId, selector.projects, call);
      }),
  });
  const logs = new UntrustedLogs(store.logs, context, (selector, call) =>
    deleteLog(store.logs, book, selector, call),
  );
  const parts: Startable[] = [store];
  const runs = new OwnRuns(clock);
  const analytical = isAnalytical(store) ? store : undefined;
  const operations = new UntrustedOperations({
    store,
    jobs: options.jobs,
    analytics: analytical?.analytics,
    runs,
  });
  const retention = new UntrustedRetention({ store, book, clock, zone: timeZone });
  const receipts = new UntrustedReceipts(store);
  const untrusted = { messages, logs, operations, retention, receipts };
  const memex = {
    messages,
    logs,
    partitions: new Partitions([store.messages, store.logs], (name, drop, call) =>
      dropWithReceipt(store, book, name, drop, call),
    ),
    operations,
    retention,
    receipts,
    suppression,
    timeZone,
    untrusted,
    start: (): Promise<void> => startAll(parts),
    stop: (): Promise<void> => stopAll(parts),
    probe: (call?: CallOptions): Promise<ProbeReport> => store.probe(call),
  };
  if (analytical === undefined) {
    if (options.jobs !== undefined) throw new TypeError('jobs need a store that has analytics');
    return memex;
  }
  const setup = { store: analytical, clock, ids, timeZone, ...options };
  return { ...memex, ...analyticsOf(setup, { parts, untrusted, runs }) };
}

/** What all use cases of one Memex share. */
interface Shared {
  readonly parts: Startable[];
  readonly untrusted: Untrusted;
  readonly runs: OwnRuns;
}

function analyticsOf(
  { store, jobs, platform, timeZone, clock, ids }: AnalyticalMemexOptions & { readonly clock: Clock },
  { parts, untrusted, runs }: Shared,
): Pick<AnalyticalMemex, 'analytics' | 'untrusted' | 'worker' | 'scheduler'> {
  const { retention } = untrusted;
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
    untrusted: { ...untrusted, analytics, exports: new UntrustedExports(store, clock) },
    worker: (options) =>
      withJobs(({ queue }) => createWorker(queue, jobHandler({ analytics, retention }), options)),
    scheduler: (options) => {
      const onRun = (queued: number): void => {
        runs.record(queued);
        options?.onRun?.(queued);
      };
      return withJobs(({ schedule, queue }) => {
        const request = async (call: CallOptions): Promise<number> => {
          await requestRetention(retention, queue, call);
          return analytics.requestDue(call);
        };
        return createScheduler(schedule, request, { timeZone, ...options, onRun, clock });
      });
    },
  };
}

function isAnalytical(store: Store): store is AnalyticalStore {
  return 'analysis' in store && 'analytics' in store;
}
