import { createApp, createServer, type Server } from '@memex/adapter-http';
import {
  createMetrics,
  type Metrics,
  observeProcess,
  observeQueue,
  observeSchedule,
  observeStore,
} from '@memex/adapter-prometheus';
import {
  type AnalyticalStore,
  AnalyticJobs,
  type Analytics,
  createAnalytics,
  createMemex,
  jobHandler,
  type Memex,
} from '@memex/core';
import type { Probe, Startable } from '@memex/core/ports';
import { Container, type ServiceIdentifier } from 'inversify';
import type { Config } from './config/config.js';
import { hostsOf } from './config/loopback.js';
import { createBeat } from './jobs/beat.js';
import { createJobs, type Jobs } from './jobs/jobs.js';
import { createWorker } from './jobs/worker.js';
import { createBetweenCalls } from './observe/between-calls.js';
import { createErrorReporter, type ErrorReporter } from './observe/error-reporter.js';
import { createJobHooks } from './observe/job-hooks.js';
import { createLogger, type Logger } from './observe/logger.js';
import { createRequestHooks } from './observe/request-hooks.js';
import { createConfiguredPlatform } from './platform.js';
import { createStore, storeKindOf } from './stores.js';

export const LOGGER: ServiceIdentifier<Logger> = Symbol('logger');
export const ERRORS: ServiceIdentifier<ErrorReporter> = Symbol('errors');
export const MEMEX: ServiceIdentifier<Memex> = Symbol('memex');
export const JOBS: ServiceIdentifier<Jobs> = Symbol('jobs');
export const WORKER: ServiceIdentifier<Startable> = Symbol('worker');
export const BEAT: ServiceIdentifier<Startable> = Symbol('beat');
export const SERVER: ServiceIdentifier<Server> = Symbol('server');
/** Asks the platform whether it answers; nobody where none is configured. */
export const PLATFORM_PROBE: ServiceIdentifier<Probe | undefined> = Symbol('platform probe');

const METRICS: ServiceIdentifier<Metrics> = Symbol('metrics');
const STORE: ServiceIdentifier<AnalyticalStore> = Symbol('store');
const ANALYTICS: ServiceIdentifier<Analytics> = Symbol('analytics');
const COMPUTING: ServiceIdentifier<AnalyticJobs> = Symbol('computing');

/** Everything that a process can be made of, wired here and nowhere else. A part is made when it is first asked for. */
export async function compose(config: Config): Promise<Container> {
  const container = new Container({ defaultScope: 'Singleton' });
  const logger = await createLogger(config);
  const engine = await createStore(storeKindOf(config), config);
  const platform = await createConfiguredPlatform(config);

  container.bind(LOGGER).toConstantValue(logger);
  container.bind(ERRORS).toDynamicValue(() => createErrorReporter(config));
  container.bind(METRICS).toDynamicValue((parts) => {
    const metrics = createMetrics();
    observeProcess(metrics);
    observeQueue(parts.get(JOBS).queue, metrics);
    observeSchedule(parts.get(JOBS).schedule, metrics);
    return metrics;
  });
  container.bind(STORE).toDynamicValue((parts) => observeStore(engine, parts.get(METRICS)));
  container.bind(MEMEX).toDynamicValue((parts) => createMemex({ store: parts.get(STORE) }));
  container.bind(PLATFORM_PROBE).toConstantValue(platform.probe);
  container
    .bind(ANALYTICS)
    .toDynamicValue((parts) =>
      createAnalytics({ store: parts.get(STORE), platform: platform.services, zone: config.TIME_ZONE }),
    );
  container.bind(JOBS).toConstantValue(await createJobs(config, createBetweenCalls(logger, 'queue')));
  container
    .bind(COMPUTING)
    .toDynamicValue(
      (parts) => new AnalyticJobs({ store: parts.get(STORE).analytics, queue: parts.get(JOBS).queue }),
    );
  container.bind(WORKER).toDynamicValue((parts) =>
    createWorker({
      queue: parts.get(JOBS).queue,
      handler: jobHandler(parts.get(ANALYTICS)),
      concurrency: config.WORKER_CONCURRENCY,
      hooks: createJobHooks(logger, parts.get(ERRORS), parts.get(METRICS)),
    }),
  );
  container.bind(BEAT).toDynamicValue((parts) =>
    createBeat({
      config,
      schedule: parts.get(JOBS).schedule,
      computing: parts.get(COMPUTING),
      logger,
      metrics: parts.get(METRICS),
    }),
  );
  container.bind(SERVER).toDynamicValue((parts) => {
    const { queue } = parts.get(JOBS);
    const metrics = parts.get(METRICS);
    const app = createApp(parts.get(MEMEX), {
      ...createRequestHooks(logger, parts.get(ERRORS), metrics),
      analytics: { definitions: parts.get(ANALYTICS), computing: parts.get(COMPUTING) },
      apiKeys: config.WS_APIKEYS ?? undefined,
      hosts: hostsOf(config),
      cors: config.WS_CORS_ORIGINS ?? undefined,
      metrics,
      probes: { queue },
    });
    return createServer(app, {
      host: config.WS_HOST,
      port: config.WS_PORT,
      keepAliveTimeout: config.WS_KEEP_ALIVE * 1_000,
    });
  });
  return container;
}
