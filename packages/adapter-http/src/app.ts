import { createRequire } from 'node:module';
import type { Memex } from '@memex/core';
import type { Probe } from '@memex/core/ports';
import { type ExportFormat, MAX_PAGE_BYTES } from '@memex/core/toolkit';
import Koa from 'koa';
import { createMemoryBudget } from './memory/memory-budget.js';
import { createCors } from './middleware/cors.js';
import { createRequestContext, type Hooks, reportFault, type State } from './middleware/request-context.js';
import { rejectUnknownPath, serveFixedPaths, servePatterns } from './middleware/router.js';
import { createReadiness } from './observe/readiness.js';
import type { MetricsPage } from './observe/service-answers.js';
import { createDocument } from './openapi/yaml.js';
import { MAX_BATCH_BYTES } from './routes/append.js';
import type { Dashboard } from './routes/dashboard.js';
import { resourcesOf } from './routes/resource.js';
import { createRoutes } from './routes/table.js';
import type { ApiKey } from './security/api-key.js';
import { createAuthenticate } from './security/caller.js';
import { createHostCheck } from './security/host.js';
import { createRateCheck, type RateOptions } from './security/rate-limit.js';

/** Memory for eight of the largest batches. One key can use that of five. */
const MAX_BODY_MEMORY = 8 * MAX_BATCH_BYTES;
/** Memory for six of the largest pages. One key can use that of four. */
const MAX_ANSWER_MEMORY = 6 * MAX_PAGE_BYTES;
const QUERY_TIMEOUT_MS = 10_000;
/** Two seconds less than is promised, in which a byte is on its way. */
const SILENCE_MS = 8_000;

export interface AppOptions extends Hooks {
  /** The API keys. Without this option, no key is needed, except for admin calls. With an empty list, every call is rejected. */
  readonly apiKeys?: readonly ApiKey[] | undefined;
  /** The accepted host names, without ports. Requests with another one get 421. All are accepted by default. */
  readonly hosts?: readonly string[] | undefined;
  /** Origins whose web pages may call the API, such as `https://app.example.org`; none by default. */
  readonly cors?: readonly string[] | undefined;
  /** The response of `/metrics`. Without this option, there is no such path. To count requests, use `onRequest`. */
  readonly metrics?: MetricsPage | undefined;
  /** Memory for request bodies, in bytes; 128 MiB by default. If it is used up, slow requests with a body get 503. */
  readonly bodyMemory?: number | undefined;
  /** Memory for large responses until clients have read them, in bytes; 96 MiB by default. If it is used up, other large responses wait. */
  readonly answerMemory?: number | undefined;
  /** How many requests each API key may send, or all callers together if there are no keys. No limit by default. */
  readonly rate?: RateOptions | undefined;
  /** How long a query of analytics may take, in milliseconds; 10 s by default. */
  readonly queryTimeoutMs?: number | undefined;
  /** The page at `/`. Without this option, there is no such path. */
  readonly dashboard?: Dashboard | undefined;
  /** The formats of exports, such as those of `@memex/adapter-files`. Without any, there are no exports. */
  readonly exportFormats?: readonly ExportFormat[] | undefined;
  /** How long an export may send nothing, in milliseconds; 8 s by default. Then a byte of it goes out. */
  readonly silenceMs?: number | undefined;
  /** What `/ready` checks in addition to the store, by name. */
  readonly probes?: Readonly<Record<string, Probe>> | undefined;
}

/**
 * Creates the HTTP API as a Koa app. Serve it with `createServer`, or mount it in another app. It includes analytics if the store does. It keeps
 * no state outside the app, and does not start or stop `memex`.
 */
export function createApp(memex: Memex, options: AppOptions = {}): Koa<State> {
  const service = {
    readiness: createReadiness({ store: memex, ...options.probes }, options.onDown),
    metrics: options.metrics,
    session: {
      keys: options.apiKeys !== undefined,
      timeZone: memex.timeZone,
      version: version(),
      analytics: memex.untrusted.analytics !== undefined,
      exports: (options.exportFormats ?? []).map(({ name }) => name),
    },
    document: createDocument(() => routes, { version: version(), keys: options.apiKeys !== undefined }),
  };
  const routes = createRoutes(memex, service, {
    queryTimeoutMs: options.queryTimeoutMs ?? QUERY_TIMEOUT_MS,
    dashboard: options.dashboard,
    report: (error, where) => reportFault(options, error, where),
    exportFormats: options.exportFormats ?? [],
    silenceMs: options.silenceMs ?? SILENCE_MS,
  });
  const resources = resourcesOf(routes);
  const guards = {
    authenticate: createAuthenticate(options.apiKeys),
    checkRate: options.rate && createRateCheck(options.rate),
    openBody: createMemoryBudget(options.bodyMemory ?? MAX_BODY_MEMORY),
    openAnswer: createMemoryBudget(options.answerMemory ?? MAX_ANSWER_MEMORY),
  };
  const app = new Koa<State>();
  app.use(createRequestContext(options, createHostCheck(options.hosts)));
  if (options.cors !== undefined) app.use(createCors(options.cors));
  app.use(serveFixedPaths(resources, guards));
  app.use(servePatterns(resources, guards).routes());
  app.use(rejectUnknownPath);
  // Errors after the middleware come from the connection. Without a listener, Koa would print them.
  app.on('error', reportOnce(options));
  return app;
}

/** Reports an error once, even if it ends many responses. What ends a connection is not reported. */
function reportOnce({ onError }: Hooks) {
  const reported = new WeakSet<object>();
  return (error: Error, ctx?: Koa.ParameterizedContext<State>): void => {
    if (ctx === undefined || ctx.res.destroyed || reported.has(error)) return;
    reported.add(error);
    onError?.(error, ctx.state.requestContext);
  };
}

function version(): string {
  const manifest: { readonly version: string } = createRequire(import.meta.url)('../package.json');
  return manifest.version;
}
