import { createRequire } from 'node:module';
import type { Memex } from '@memex/core';
import type { Probe } from '@memex/core/ports';
import { MAX_PAGE_BYTES } from '@memex/core/toolkit';
import Koa from 'koa';
import { createMemoryBudget } from './memory/memory-budget.js';
import { createCors } from './middleware/cors.js';
import { createRequestContext, type Hooks, type State } from './middleware/request-context.js';
import { refuseUnknownPath, serveFixedPaths, servePatterns } from './middleware/router.js';
import { createReadiness } from './observe/readiness.js';
import type { MetricsPage } from './observe/service-answers.js';
import { createDocument } from './openapi/yaml.js';
import { BATCH_BYTES } from './routes/append.js';
import { resourcesOf } from './routes/resource.js';
import { createRoutes } from './routes/table.js';
import type { ApiKey } from './security/api-key.js';
import { createAuthenticate } from './security/caller.js';
import { createHostCheck } from './security/host.js';

/** Room for eight of the largest batches, of which one key gets five. */
const BODY_MEMORY = 8 * BATCH_BYTES;
/** Room for six of the largest pages, of which one key gets four. */
const ANSWER_MEMORY = 6 * MAX_PAGE_BYTES;

export interface AppOptions extends Hooks {
  /** Who may call. Where absent everyone may, except for what takes an admin; where empty nobody may. */
  readonly apiKeys?: readonly ApiKey[] | undefined;
  /** Host names that calls may name, without ports; others are answered 421. All where absent. */
  readonly hosts?: readonly string[] | undefined;
  /** Origins whose pages may call, such as `https://app.example.org`; none where absent. */
  readonly cors?: readonly string[] | undefined;
  /** What `/metrics` answers; without it the API has no such path. Requests are counted through `onRequest`. */
  readonly metrics?: MetricsPage | undefined;
  /** Most bytes of bodies that are held at once; past it slow requests with a body are answered 503. 128 MiB where absent. */
  readonly bodyMemory?: number | undefined;
  /** Most bytes of large answers that are held until their clients have read them; past it others wait. 96 MiB where absent. */
  readonly answerMemory?: number | undefined;
  /** What `/ready` asks beside the store, by name. */
  readonly probes?: Readonly<Record<string, Probe>> | undefined;
}

/**
 * The HTTP API over the use cases, those of analytics among them where the store has analytics, as a Koa app: listen with `createServer`, or mount it in another app. It keeps no state
 * outside itself. Starting and stopping `memex` is the caller's.
 */
export function createApp(memex: Memex, options: AppOptions = {}): Koa<State> {
  const service = {
    readiness: createReadiness({ store: memex, ...options.probes }, options.onDown),
    metrics: options.metrics,
    document: createDocument(() => routes, version()),
  };
  const routes = createRoutes(memex, service);
  const resources = resourcesOf(routes);
  const guards = {
    authenticate: createAuthenticate(options.apiKeys),
    openBody: createMemoryBudget(options.bodyMemory ?? BODY_MEMORY),
    openAnswer: createMemoryBudget(options.answerMemory ?? ANSWER_MEMORY),
  };
  const app = new Koa<State>();
  app.use(createRequestContext(options, createHostCheck(options.hosts)));
  if (options.cors !== undefined) app.use(createCors(options.cors));
  app.use(serveFixedPaths(resources, guards));
  app.use(servePatterns(resources, guards).routes());
  app.use(refuseUnknownPath);
  // What fails past the middleware is the connection: without a listener Koa prints it.
  app.on('error', (error: unknown, ctx?: Koa.ParameterizedContext<State>) => {
    if (ctx !== undefined && !ctx.res.destroyed) options.onError?.(error, ctx.state.exchange);
  });
  return app;
}

function version(): string {
  const manifest: { readonly version: string } = createRequire(import.meta.url)('../package.json');
  return manifest.version;
}
