import { Counter, Histogram, Registry } from 'prom-client';
import { observeEventLoop } from './event-loop.js';

/** One finished request, as `@memex/adapter-http` passes it to `onRequest`. */
export interface RequestSample {
  readonly route: string;
  readonly method: string;
  readonly status: number;
  readonly milliseconds: number;
}

/** The metrics of Memex. Every label has few values: never a user, a project or an id. */
export interface Metrics {
  /** Where the metrics are registered: Memex's own registry, or that of the service that embeds it. */
  readonly registry: Registry;
  /** The content type of `text()`. */
  readonly contentType: string;
  /** All metrics of the registry, in the text format of Prometheus. */
  text(): Promise<string>;
  requestAnswered(request: RequestSample): void;
  /** @param kind - `messages` or `logs`. */
  entriesStored(kind: string, count: number): void;
  storeCalled(call: string, outcome: string, seconds: number): void;
  /** This process finished an attempt at a job. */
  jobEnded(outcome: 'done' | 'failed', seconds: number): void;
  /** This process moved a job to the dead jobs. */
  jobDied(): void;
  /** The scheduler of this process requested the analytics that were due. */
  schedulerRan(): void;
}

const REQUEST_DURATION = 'memex_http_request_duration_seconds';

const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
const BATCH_SIZES = [1, 2, 5, 10, 50, 100, 500, 1_000, 5_000, 10_000];

/** Registers the metrics. Call it once per registry. */
export function createMetrics(registry: Registry = new Registry()): Metrics {
  const registers = [registry];
  const durations = new Histogram({
    name: REQUEST_DURATION,
    help: 'Time from the headers of a request to its answer, by route, method and status.',
    labelNames: ['route', 'method', 'status'],
    buckets: SECONDS,
    registers,
  });
  new Counter({
    name: 'memex_http_requests_total',
    help: 'Requests by route, method and status.',
    labelNames: ['route', 'method', 'status'],
    registers,
    // Taken from the histogram when metrics are read: counting twice would add 3 % to a short request.
    async collect() {
      this.reset();
      for (const { metricName, labels, value } of (await durations.get()).values) {
        if (metricName === `${REQUEST_DURATION}_count`) this.inc(labels, value);
      }
    },
  });
  const stored = new Counter({
    name: 'memex_entries_stored_total',
    help: 'Messages and logs stored, by kind.',
    labelNames: ['kind'],
    registers,
  });
  const batches = new Histogram({
    name: 'memex_batch_entries',
    help: 'Size of stored batches, by kind.',
    labelNames: ['kind'],
    buckets: BATCH_SIZES,
    registers,
  });
  const storeCalls = new Histogram({
    name: 'memex_store_call_duration_seconds',
    help: 'Duration of calls to the store, by call and outcome.',
    labelNames: ['call', 'outcome'],
    buckets: SECONDS,
    registers,
  });
  const jobs = new Histogram({
    name: 'memex_job_duration_seconds',
    help: 'Duration of attempts at jobs in this process, by outcome.',
    labelNames: ['outcome'],
    buckets: [...SECONDS, 100, 300],
    registers,
  });
  const deaths = new Counter({
    name: 'memex_jobs_dead_total',
    help: 'Jobs that failed for good in this process.',
    registers,
  });
  const runs = new Counter({
    name: 'memex_beat_firings_total',
    help: 'Runs of the scheduler in this process.',
    registers,
  });
  observeEventLoop(registry);
  return {
    registry,
    contentType: registry.contentType,
    text: () => registry.metrics(),
    requestAnswered: ({ route, method, status, milliseconds }) =>
      durations.observe({ route, method, status }, milliseconds / 1_000),
    entriesStored: (kind, count) => {
      stored.inc({ kind }, count);
      batches.observe({ kind }, count);
    },
    storeCalled: (call, outcome, seconds) => storeCalls.observe({ call, outcome }, seconds),
    jobEnded: (outcome, seconds) => jobs.observe({ outcome }, seconds),
    jobDied: () => deaths.inc(),
    schedulerRan: () => runs.inc(),
  };
}
