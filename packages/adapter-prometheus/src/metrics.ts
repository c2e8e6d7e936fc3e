import { Counter, Histogram, Registry } from 'prom-client';
import { observeEventLoop } from './event-loop.js';

/** An answered request: the record that `onRequest` of `@memex/adapter-http` is given. */
export interface RequestSample {
  readonly route: string;
  readonly method: string;
  readonly status: number;
  readonly milliseconds: number;
}

/** What Memex counts. Every label has few values: never a user, a project or an id. */
export interface Metrics {
  /** Where they are kept: one of Memex's own, or of the service that embeds it. */
  readonly registry: Registry;
  /** The content type of `text()`. */
  readonly contentType: string;
  /** All metrics of the registry, as Prometheus reads them. */
  text(): Promise<string>;
  requestAnswered(request: RequestSample): void;
  /** @param kind - `messages` or `logs`. */
  entriesStored(kind: string, count: number): void;
  storeCalled(call: string, outcome: string, seconds: number): void;
  /** A start of a job ended in this process. */
  jobEnded(outcome: 'done' | 'failed', seconds: number): void;
  /** This process gave a job up. */
  jobDied(): void;
  /** This process queued every analytic that was due. */
  schedulerRan(): void;
}

const REQUEST_DURATION = 'memex_http_request_duration_seconds';

const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
const BATCH_SIZES = [1, 2, 5, 10, 50, 100, 500, 1_000, 5_000, 10_000];

/** Registers the metrics. A registry takes them once. */
export function createMetrics(registry: Registry = new Registry()): Metrics {
  const registers = [registry];
  const durations = new Histogram({
    name: REQUEST_DURATION,
    help: 'Time from the head of a request to its answer, by route, method and status.',
    labelNames: ['route', 'method', 'status'],
    buckets: SECONDS,
    registers,
  });
  new Counter({
    name: 'memex_http_requests_total',
    help: 'Requests by route, method and status.',
    labelNames: ['route', 'method', 'status'],
    registers,
    // Counted once, with the durations: a second look-up of the same labels would be a thirtieth of a short answer.
    async collect() {
      this.reset();
      for (const { metricName, labels, value } of (await durations.get()).values) {
        if (metricName === `${REQUEST_DURATION}_count`) this.inc(labels, value);
      }
    },
  });
  const stored = new Counter({
    name: 'memex_entries_stored_total',
    help: 'Messages and logs that the store acknowledged.',
    labelNames: ['kind'],
    registers,
  });
  const batches = new Histogram({
    name: 'memex_batch_entries',
    help: 'Messages or logs in one acknowledged batch.',
    labelNames: ['kind'],
    buckets: BATCH_SIZES,
    registers,
  });
  const storeCalls = new Histogram({
    name: 'memex_store_call_duration_seconds',
    help: 'Time that calls of the store took, by call and outcome.',
    labelNames: ['call', 'outcome'],
    buckets: SECONDS,
    registers,
  });
  const jobs = new Histogram({
    name: 'memex_job_duration_seconds',
    help: 'Time that starts of jobs took in this process, by how they ended.',
    labelNames: ['outcome'],
    buckets: [...SECONDS, 100, 300],
    registers,
  });
  const deaths = new Counter({
    name: 'memex_jobs_dead_total',
    help: 'Jobs that this process gave up after their last start.',
    registers,
  });
  const runs = new Counter({
    name: 'memex_beat_firings_total',
    help: 'How often this process queued every analytic that was due.',
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
