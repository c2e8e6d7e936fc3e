import Router from '@koa/router';
import type Koa from 'koa';
import type { State } from './exchange.js';
import { giveAnswer } from './give-answer.js';
import { readJsonBody } from './request/body.js';
import { idempotencyKeyOf } from './request/idempotency-key.js';
import { type Parameters, readQuery, refuseMalformedPath } from './request/parameters.js';
import { RequestRefused } from './response/request-refused.js';
import type { Call, Route } from './routes/route.js';
import type { Authenticate, Caller } from './security/caller.js';

type Context = Koa.ParameterizedContext<State> & { readonly params: Parameters };

/** A path with what can be done there. */
interface Resource {
  readonly path: string;
  readonly byMethod: ReadonlyMap<string, Route>;
  readonly allow: string;
}

/** Serves the rows of the table. A path is matched once, whatever the method: that tells 405 from 404. */
export function createRouter(routes: readonly Route[], authenticate: Authenticate): Router<State> {
  const router = new Router<State>({ strict: true, sensitive: true });
  for (const resource of resourcesOf(routes)) {
    router.all(resource.path.replaceAll(/\{(\w+)\}/g, ':$1'), (ctx) => serve(ctx, resource, authenticate));
  }
  return router;
}

/** The last middleware: no row has this path. */
export function refuseUnknownPath(ctx: Koa.Context): never {
  refuseMalformedPath(ctx.path);
  throw new RequestRefused(404, 'Not found', 'there is nothing at this path');
}

function resourcesOf(routes: readonly Route[]): readonly Resource[] {
  return [...new Set(routes.map(({ path }) => path))].map((path) => {
    const byMethod = new Map<string, Route>();
    for (const route of routes.filter((one) => one.path === path)) {
      byMethod.set(route.method, route);
      if (route.method === 'GET') byMethod.set('HEAD', route);
    }
    return { path, byMethod, allow: [...byMethod.keys(), 'OPTIONS'].join(', ') };
  });
}

async function serve(
  ctx: Context,
  { path, byMethod, allow }: Resource,
  authenticate: Authenticate,
): Promise<void> {
  ctx.state.exchange.route = path;
  const route = byMethod.get(ctx.method);
  if (route === undefined) return tellMethods(ctx, allow);
  refuseMalformedPath(ctx.path);
  const caller = authenticate(ctx.req.headers, route.access);
  await giveAnswer(ctx, await route.handle(await readCall(ctx, route, caller)));
}

function tellMethods(ctx: Context, allow: string): void {
  if (ctx.method !== 'OPTIONS') {
    throw new RequestRefused(405, 'Method not allowed', `this path takes ${allow}`, { Allow: allow });
  }
  ctx.status = 204;
  ctx.set('Allow', allow);
}

async function readCall(ctx: Context, route: Route, caller: Caller): Promise<Call> {
  const { body, parameters, idempotent, operationId } = route;
  const key = idempotent === true ? ctx.req.headers['idempotency-key'] : undefined;
  return {
    parameters: parameters === undefined ? ctx.params : parametersOf(ctx),
    options: {
      projects: caller.projects,
      idempotencyKey: idempotencyKeyOf(key?.toString(), caller.name, operationId),
      signal: route.access === 'open' ? undefined : leavingSignal(ctx),
    },
    body: body === undefined ? undefined : await readJsonBody(ctx, body.limit),
    url: ctx.originalUrl,
  };
}

/** What the path says counts more than what the query says. */
function parametersOf(ctx: Context): Parameters {
  const query = readQuery(ctx.querystring);
  return Object.keys(ctx.params).length === 0 ? query : { ...query, ...ctx.params };
}

/** Fires when the client leaves before its answer. */
function leavingSignal({ res }: Context): AbortSignal {
  const leaving = new AbortController();
  res.once('close', () => {
    if (!res.writableFinished) leaving.abort();
  });
  return leaving.signal;
}
