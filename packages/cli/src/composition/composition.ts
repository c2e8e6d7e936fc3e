import type { Server } from '@memex/adapter-http';
import type { Metrics } from '@memex/adapter-prometheus';
import { type AnalyticalMemex, type AnalyticalStore, createMemex, type Jobs } from '@memex/core';
import type { Probe, Startable } from '@memex/core/ports';
import { Container, type ServiceIdentifier } from 'inversify';
import type { CommandName } from '../config/command-names.js';
import type { Config } from '../config/config.js';
import { hostsOf, metricsHostsOf } from '../config/loopback.js';
import { type Announce, createAnnounce } from '../observe/announce.js';
import { createBackgroundErrorLogger } from '../observe/background-error-logger.js';
import { createErrorReporter, type ErrorReporter } from '../observe/error-reporter.js';
import { createJobHooks } from '../observe/job-hooks.js';
import { createLogger, type Logger } from '../observe/logger.js';
import { createMonitoringHooks, createRequestHooks } from '../observe/request-hooks.js';
import { createJobs } from './jobs.js';
import { type ConfiguredPlatform, createConfiguredPlatform } from './platform.js';
import { type ConfiguredRate, createConfiguredRate } from './rate.js';
import { createConfiguredScheduler } from './scheduler.js';
import { startLater } from './start-later.js';
import { createStore, storeKindOf } from './stores.js';

/** The parts of a process. A part is created, and its package loaded, when it is first requested. */
export interface Composition {
  readonly logger: Logger;
  readonly announce: Announce;
  readonly errors: ErrorReporter;
  /** The store alone; starting it starts nothing else. */
  readonly store: () => Promise<AnalyticalStore>;
  readonly memex: () => Promise<AnalyticalMemex>;
  readonly jobs: () => Promise<Jobs>;
  readonly worker: () => Promise<Startable>;
  readonly scheduler: () => Promise<Startable>;
  readonly server: () => Promise<Server>;
  /** Counts the requests of callers; `undefined` if WS_RATE is not set. */
  readonly rate: () => Promise<Startable | undefined>;
  /** Serves metrics, health and readiness of a worker or a scheduler; `undefined` if METRICS_PORT is not set. */
  readonly monitoring: () => Promise<Server | undefined>;
  /** Checks that the platform responds; `undefined` if none is configured. */
  readonly platformProbe: () => Promise<Probe | undefined>;
}

export interface CompositionOptions {
  /** What the process does. */
  readonly command: CommandName;
  /** Whether the metrics of this process can be read. If not, nothing is measured. */
  readonly isMeasured: boolean;
}

const PLATFORM: ServiceIdentifier<ConfiguredPlatform> = Symbol('platform');
const JOBS: ServiceIdentifier<Jobs> = Symbol('jobs');
const METRICS: ServiceIdentifier<Metrics | undefined> = Symbol('metrics');
const STORE: ServiceIdentifier<AnalyticalStore> = Symbol('store');
const MEMEX: ServiceIdentifier<AnalyticalMemex> = Symbol('memex');
const WORKER: ServiceIdentifier<Startable> = Symbol('worker');
const SCHEDULER: ServiceIdentifier<Startable> = Symbol('scheduler');
const RATE: ServiceIdentifier<ConfiguredRate | undefined> = Symbol('rate');
const SERVER: ServiceIdentifier<Server> = Symbol('server');
const MONITORING: ServiceIdentifier<Server | undefined> = Symbol('monitoring');

/** Wires the parts. This is the only place that does. */
export async function compose(
  config: Config,
  { command, isMeasured }: CompositionOptions,
): Promise<Composition> {
  const logger = await createLogger(config, command);
  const errors = createErrorReporter(config);
  const container = new Container({ defaultScope: 'Singleton' });
  container.bind(PLATFORM).toDynamicValue(() => createConfiguredPlatform(config));
  container.bind(JOBS).toDynamicValue(() => createJobs(config, createBackgroundErrorLogger(logger, 'queue')));
  container
    .bind(METRICS)
    .toDynamicValue(async (parts) => (isMeasured ? await measure(await parts.getAsync(JOBS)) : undefined));
  container.bind(STORE).toDynamicValue(async (parts) => {
    const engine = await createStore(storeKindOf(config), config);
    const metrics = await parts.getAsync(METRICS);
    if (metrics === undefined) return engine;
    return (await import('@memex/adapter-prometheus')).observeStore(engine, metrics);
  });
  container.bind(MEMEX).toDynamicValue(async (parts) => {
    const { services: platform } = await parts.getAsync(PLATFORM);
    const [store, jobs] = [await parts.getAsync(STORE), await parts.getAsync(JOBS)];
    return createMemex({
      store,
      jobs,
      platform,
      timeZone: config.TIME_ZONE,
      suppress: config.WS_SUPPRESS === 'on',
    });
  });
  container.bind(WORKER).toDynamicValue(async (parts) => {
    const memex = await parts.getAsync(MEMEX);
    const hooks = createJobHooks(logger, errors, await parts.getAsync(METRICS));
    return startLater(() => memex.worker({ concurrency: config.WORKER_CONCURRENCY, ...hooks }));
  });
  container.bind(SCHEDULER).toDynamicValue(async (parts) =>
    createConfiguredScheduler({
      config,
      memex: await parts.getAsync(MEMEX),
      logger,
      metrics: await parts.getAsync(METRICS),
    }),
  );
  container
    .bind(RATE)
    .toDynamicValue(() => createConfiguredRate(config, createBackgroundErrorLogger(logger, 'rate')));
  container.bind(SERVER).toDynamicValue(async (parts) => {
    const { createApp, createServer } = await import('@memex/adapter-http');
    const { EXPORT_FORMATS } = await import('@memex/adapter-files');
    const { createDashboard } = await import('@memex/dashboard');
    const metrics = await parts.getAsync(METRICS);
    const app = createApp(await parts.getAsync(MEMEX), {
      ...createRequestHooks(logger, errors, metrics),
      apiKeys: config.WS_APIKEYS ?? undefined,
      hosts: hostsOf(config),
      cors: config.WS_CORS_ORIGINS ?? undefined,
      metrics,
      exportFormats: EXPORT_FORMATS,
      dashboard: createDashboard(),
      queryTimeoutMs: config.QUERY_TIMEOUT * 1_000,
      rate: (await parts.getAsync(RATE))?.options,
      probes: { queue: (await parts.getAsync(JOBS)).queue },
    });
    return createServer(app, {
      host: config.WS_HOST,
      port: config.WS_PORT,
      keepAliveTimeout: config.WS_KEEP_ALIVE * 1_000,
    });
  });
  container.bind(MONITORING).toDynamicValue(async (parts) => {
    const metrics = await parts.getAsync(METRICS);
    if (config.METRICS_PORT === null || metrics === undefined) return undefined;
    const { createMonitoringServer } = await import('@memex/adapter-http/monitoring');
    return createMonitoringServer({
      host: config.METRICS_HOST,
      port: config.METRICS_PORT,
      hosts: metricsHostsOf(config),
      metrics,
      probes: { store: await parts.getAsync(MEMEX), queue: (await parts.getAsync(JOBS)).queue },
      ...createMonitoringHooks(logger, errors),
    });
  });
  return {
    logger,
    announce: createAnnounce(config, logger),
    errors,
    store: () => container.getAsync(STORE),
    memex: () => container.getAsync(MEMEX),
    jobs: () => container.getAsync(JOBS),
    worker: () => container.getAsync(WORKER),
    scheduler: () => container.getAsync(SCHEDULER),
    server: () => container.getAsync(SERVER),
    rate: () => container.getAsync(RATE),
    monitoring: () => container.getAsync(MONITORING),
    platformProbe: async () => (await container.getAsync(PLATFORM)).probe,
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
