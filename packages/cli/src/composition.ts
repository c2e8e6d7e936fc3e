import { resolve } from 'node:path';
import {
  createApp,
  createMetrics,
  createServer,
  type Metrics,
  observeStore,
  type Server,
} from '@memex/adapter-http';
import { createSqliteStore } from '@memex/adapter-sqlite';
import { createMemex, type Memex, type Store } from '@memex/core';
import { createMemoryStore } from '@memex/core/memory';
import { Container, type ServiceIdentifier } from 'inversify';
import type { Config } from './config/config.js';
import { createErrorReporter, type ErrorReporter } from './observe/error-reporter.js';
import { createLogger, type Logger } from './observe/logger.js';
import { createRequestHooks } from './observe/request-hooks.js';

export const LOGGER: ServiceIdentifier<Logger> = Symbol('logger');
export const ERRORS: ServiceIdentifier<ErrorReporter> = Symbol('errors');
export const MEMEX: ServiceIdentifier<Memex> = Symbol('memex');
export const SERVER: ServiceIdentifier<Server> = Symbol('server');

const STORE: ServiceIdentifier<Store> = Symbol('store');
const METRICS: ServiceIdentifier<Metrics> = Symbol('metrics');

/** How the store of each kind is made. */
const STORES: Readonly<Record<Config['STORE'], (config: Config) => Store>> = {
  embedded: ({ STORE_PATH }) => createSqliteStore({ path: resolve(STORE_PATH) }),
  memory: () => createMemoryStore(),
};

/** Everything that a process can be made of, wired here and nowhere else. A part is made when it is first asked for. */
export async function compose(config: Config): Promise<Container> {
  const container = new Container({ defaultScope: 'Singleton' });
  container.bind(LOGGER).toConstantValue(await createLogger(config));
  container.bind(ERRORS).toDynamicValue(() => createErrorReporter(config));
  container.bind(METRICS).toDynamicValue(() => createMetrics());
  container.bind(STORE).toDynamicValue(() => STORES[config.STORE](config));
  container
    .bind(MEMEX)
    .toDynamicValue((parts) => createMemex({ store: observeStore(parts.get(STORE), parts.get(METRICS)) }));
  container.bind(SERVER).toDynamicValue((parts) => {
    const app = createApp(parts.get(MEMEX), {
      ...createRequestHooks(parts.get(LOGGER), parts.get(ERRORS)),
      apiKeys: config.WS_APIKEYS ?? undefined,
      cors: config.WS_CORS_ORIGINS ?? undefined,
      metrics: parts.get(METRICS),
    });
    return createServer(app, { host: config.WS_HOST, port: config.WS_PORT });
  });
  return container;
}
