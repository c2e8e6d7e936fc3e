import type { AppendOptions } from '@memex/core';
import type Koa from 'koa';
import type { State } from './exchange.js';
import { giveAnswer } from './give-answer.js';
import { readJsonBody } from './request/body.js';
import { idempotencyKeyOf } from './request/idempotency-key.js';
import type { OpenShare, Share } from './request/memory-budget.js';
import { refuseBody } from './request/no-body.js';
import { type Parameters, readQuery } from './request/parameters.js';
import type { Answer } from './response/answer.js';
import { RequestRefused } from './response/request-refused.js';
import type { Resource } from './routes/resource.js';
import { type Call, queryFieldsOf, type Route } from './routes/route.js';
import type { Authenticate, Caller } from './security/caller.js';

type Context = Koa.ParameterizedContext<State>;

/** What stands before every handler. */
export interface Guards {
  readonly authenticate: Authenticate;
  /** Opens the share of a request in the memory that bodies may take. */
  readonly openShare: OpenShare;
}

/** Serves a request whose path is known: finds the row of its method, and gives the answer of its handler. */
export async function serve(
  ctx: Context,
  { path, byMethod, allow }: Resource,
  inPath: Parameters,
  { authenticate, openShare }: Guards,
): Promise<void> {
  ctx.state.exchange.route = path;
  const route = byMethod.get(ctx.req.method ?? '');
  if (route === undefined) return tellMethods(ctx, allow);
  const caller = authenticate(ctx.req.headers, route.access);
  const options = optionsOf(ctx, route, caller);
  const parameters = { ...readQuery(ctx.querystring, queryFieldsOf(route)), ...inPath };
  const { admin } = caller;
  const call = { parameters, body: undefined, options, admin, query: ctx.querystring };
  if (route.body === undefined) await refuseBody(ctx.req);
  const answer =
    route.body === undefined
      ? await route.handle(call)
      : await handleWithBody(ctx, route, call, route.body.limit, openShare(caller.key));
  return giveAnswer(ctx, answer);
}

async function handleWithBody(
  ctx: Context,
  route: Route,
  call: Call,
  limit: number,
  share: Share,
): Promise<Answer> {
  try {
    return await route.handle({ ...call, body: await readJsonBody(ctx, limit, share) });
  } finally {
    share.release();
  }
}

function tellMethods(ctx: Context, allow: string): void {
  if (ctx.method !== 'OPTIONS') {
    throw new RequestRefused(405, 'Method not allowed', `this path allows ${allow}`, { Allow: allow });
  }
  ctx.status = 204;
  ctx.set('Allow', allow);
}

function optionsOf(ctx: Context, route: Route, { projects, name }: Caller): AppendOptions {
  if (route.idempotent === true) {
    const header = ctx.req.headers['idempotency-key'];
    return { projects, idempotencyKey: idempotencyKeyOf(header?.toString(), name, route.operationId) };
  }
  return route.abandoned === true ? { projects, signal: leavingSignal(ctx) } : { projects };
}

/** Fires when the client leaves before its answer. Making one takes longer than many a read, so few routes have it. */
function leavingSignal({ res }: Context): AbortSignal {
  const leaving = new AbortController();
  res.once('close', () => {
    if (!res.writableFinished) leaving.abort();
  });
  return leaving.signal;
}
