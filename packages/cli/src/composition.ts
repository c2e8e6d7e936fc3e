import type { Server } from '@memex/adapter-http';
import type { Metrics } from '@memex/adapter-prometheus';
import { type AnalyticalMemex, type AnalyticalStore, createMemex, type Jobs } from '@memex/core';
import type { Probe, Startable } from '@memex/core/ports';
import { createWorker, jobHandler } from '@memex/core/toolkit';
import type { Config } from './config/config.js';
import { hostsOf, metricsHostsOf } from './config/loopback.js';
import { createBeat } from './jobs/beat.js';
import { createJobs } from './jobs/jobs.js';
import { createBetweenCalls } from './observe/between-calls.js';
import { createErrorReporter, type ErrorReporter } from './observe/error-reporter.js';
import { createJobHooks } from './observe/job-hooks.js';
import { createLogger, type Logger } from './observe/logger.js';
import { createMonitoringHooks, createRequestHooks } from './observe/request-hooks.js';
import { once } from './once.js';
import { createConfiguredPlatform } from './platform.js';
import { createStore, storeKindOf } from './stores.js';

/** Everything that a process can be made of. A part is made, and its package loaded, when it is first asked for. */
export interface Composition {
  readonly logger: Logger;
  readonly errors: ErrorReporter;
  /** The store as it is, which starts nothing else. */
  readonly store: () => Promise<AnalyticalStore>;
  readonly memex: () => Promise<AnalyticalMemex>;
  readonly jobs: () => Promise<Jobs>;
  readonly worker: () => Promise<Startable>;
  readonly beat: () => Promise<Startable>;
  readonly server: () => Promise<Server>;
  /** Serves the metrics, the health and the readiness of a worker or a beat; `undefined` where nobody asked for it. */
  readonly monitoring: () => Promise<Server | undefined>;
  /** Asks the platform whether it answers; nobody where none is configured. */
  readonly platformProbe: () => Promise<Probe | undefined>;
}

export interface CompositionOptions {
  /** Whether anybody can read metrics of this process: otherwise nothing is measured. */
  readonly isMeasured: boolean;
}

/** Wires the parts, here and nowhere else. */
export async function compose(config: Config, { isMeasured }: CompositionOptions): Promise<Composition> {
  const logger = await createLogger(config);
  const errors = createErrorReporter(config);
  const platform = once(() => createConfiguredPlatform(config));
  const jobs = once(() => createJobs(config, createBetweenCalls(logger, 'queue')));
  const metrics = once(async () => (isMeasured ? await measure(await jobs()) : undefined));
  const store = once(async () => {
    const engine = await createStore(storeKindOf(config), config);
    const measured = await metrics();
    if (measured === undefined) return engine;
    return (await import('@memex/adapter-prometheus')).observeStore(engine, measured);
  });
  const memex = once(async () => {
    const { services } = await platform();
    return createMemex({
      store: await store(),
      jobs: await jobs(),
      platform: services,
      timeZone: config.TIME_ZONE,
    });
  });
  const worker = once(async () =>
    createWorker((await jobs()).queue, jobHandler((await memex()).untrusted.analytics), {
      concurrency: config.WORKER_CONCURRENCY,
      ...createJobHooks(logger, errors, await metrics()),
    }),
  );
  const beat = once(async () =>
    createBeat({
      config,
      schedule: (await jobs()).schedule,
      analytics: (await memex()).untrusted.analytics,
      logger,
      metrics: await metrics(),
    }),
  );
  const server = once(async () => {
    const { createApp, createServer } = await import('@memex/adapter-http');
    const measured = await metrics();
    const app = createApp(await memex(), {
      ...createRequestHooks(logger, errors, measured),
      apiKeys: config.WS_APIKEYS ?? undefined,
      hosts: hostsOf(config),
      cors: config.WS_CORS_ORIGINS ?? undefined,
      metrics: measured,
      probes: { queue: (await jobs()).queue },
    });
    return createServer(app, {
      host: config.WS_HOST,
      port: config.WS_PORT,
      keepAliveTimeout: config.WS_KEEP_ALIVE * 1_000,
    });
  });
  const monitoring = once(async () => {
    const measured = await metrics();
    if (config.METRICS_PORT === null || measured === undefined) return undefined;
    const { createMonitoringServer } = await import('@memex/adapter-http/monitoring');
    return createMonitoringServer({
      host: config.METRICS_HOST,
      port: config.METRICS_PORT,
      hosts: metricsHostsOf(config),
      metrics: measured,
      probes: { store: await memex(), queue: (await jobs()).queue },
      ...createMonitoringHooks(logger, errors),
    });
  });
  return {
    logger,
    errors,
    store,
    memex,
    jobs,
    worker,
    beat,
    server,
    monitoring,
    platformProbe: async () => (await platform()).probe,
  };
}

async function measure({ queue, schedule }: Jobs): Promise<Metrics> {
  const { createMetrics, observeProcess, observeQueue, observeSchedule } = await import(
    '@memex/adapter-prometheus'
  );
  const metrics = createMetrics();
  observeProcess(metrics);
  observeQueue(queue, metrics);
  observeSchedule(schedule, metrics);
  return metrics;
}
