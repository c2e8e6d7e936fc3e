import type { AppendOptions } from '@memex/core';
import { DEFAULT_PAGE } from '@memex/core/model';
import { MAX_PAGE_BYTES } from '@memex/core/toolkit';
import type Koa from 'koa';
import type { OpenShare, Share } from '../memory/memory-budget.js';
import { type BodyLimits, readJsonBody } from '../request/body.js';
import { csvRequestOf, withoutCsvFields } from '../request/csv-request.js';
import { hasBody } from '../request/expect-continue.js';
import { idempotencyKeyOf } from '../request/idempotency-key.js';
import { type Parameters, readQuery } from '../request/parameters.js';
import { rejectBody } from '../request/reject-body.js';
import { stoppingSignalOf } from '../request/stopping.js';
import { HttpError } from '../response/http-error.js';
import { isLarge } from '../response/large.js';
import type { Resource } from '../routes/resource.js';
import { type Call, queryFieldsOf, type Route } from '../routes/route.js';
import type { Authenticate, Caller } from '../security/caller.js';
import type { CheckRate } from '../security/rate-limit.js';
import type { State } from './request-context.js';
import { sendResponse } from './send-response.js';

type Context = Koa.ParameterizedContext<State>;

/** What every request passes before its handler. */
export interface Guards {
  readonly authenticate: Authenticate;
  /** Absent if there is no limit. */
  readonly checkRate: CheckRate | undefined;
  /** Opens the share of a request in the memory budget for bodies. */
  readonly openBody: OpenShare;
  /** Opens the share of a response in the memory budget for large responses. */
  readonly openAnswer: OpenShare;
}

/** Serves a request to a known path: finds the route for its method, and sends the response of the handler. */
export async function serve(
  ctx: Context,
  { path, byMethod, allow }: Resource,
  inPath: Parameters,
  { authenticate, checkRate, openBody, openAnswer }: Guards,
): Promise<void> {
  ctx.state.requestContext.route = path;
  const route = byMethod.get(ctx.req.method ?? '');
  if (route === undefined) return respondAllow(ctx, allow);
  const caller = authenticate(ctx.req.headers, route.access);
  if (checkRate !== undefined && route.access !== 'open') await checkRate(caller.name, route.access);
  const options = optionsOf(ctx, route, caller);
  const query = ctx.querystring;
  const isPage = route.page === true;
  const parameters =
    query === '' || isPage ? inPath : Object.assign(readQuery(query, queryFieldsOf(route)), inPath);
  const { key } = caller;
  const csv = route.csv === undefined ? undefined : csvRequestOf(ctx, parameters);
  const call = {
    parameters: route.csv === undefined ? parameters : withoutCsvFields(parameters),
    body: undefined,
    options,
    caller,
    csv,
    ifNoneMatch: route.conditional === true ? ctx.req.headers['if-none-match'] : undefined,
    query,
    address: isPage ? addressOf(ctx) : undefined,
  };
  const open = (): Share => openAnswer(key);
  if (route.body !== undefined)
    return serveWithBody(ctx, route, call, { limits: route.body.limits, share: openBody(key), open });
  if (hasBody(ctx.req)) await rejectBody(ctx.req, ctx.res);
  if (isPaged(route)) return servePage(ctx, route, call, open());
  return sendResponse(ctx, await route.handle(call), open);
}

/** As the client wrote it, wherever the app is mounted. */
function addressOf({ protocol, host, originalUrl }: Context): string {
  return `${protocol}://${host}${originalUrl.replace(/\?.*$/s, '')}`;
}

interface BodyOptions {
  readonly limits: BodyLimits;
  readonly share: Share;
  readonly open: () => Share;
}

async function serveWithBody(
  ctx: Context,
  route: Route,
  call: Call,
  { limits, share, open }: BodyOptions,
): Promise<void> {
  try {
    const body = await readJsonBody(ctx, limits, share);
    return await sendResponse(ctx, await route.handle({ ...call, body }), open);
  } finally {
    share.release();
  }
}

/** Serves a page, which may turn out to be large. In that case, reading waits until there is enough memory. */
async function servePage(ctx: Context, route: Route, call: Call, share: Share): Promise<void> {
  const { signal } = call.options;
  const onLargePage = (): Promise<void> | undefined => share.reserve(MAX_READING_BYTES, signal);
  try {
    await share.reserve(usualBytes(call.parameters), signal);
    const answer = await route.handle({ ...call, options: { ...call.options, onLargePage } });
    if (!isLarge(answer.body)) share.release();
    await sendResponse(ctx, answer, () => share);
  } catch (error) {
    share.release();
    throw error;
  }
}

function isPaged({ successes }: Route): boolean {
  return successes.some(({ pages }) => pages === true);
}

/** Memory for reading the largest page, which exists twice meanwhile: in the store and here. */
const MAX_READING_BYTES = 2 * MAX_PAGE_BYTES;
const USUAL_ENTRY_BYTES = 4_096;

/** Memory for reading a page of usual entries. If `maxSize` is invalid, its codec reports it later. */
function usualBytes({ maxSize }: Parameters): number {
  const entries = Number(maxSize ?? DEFAULT_PAGE);
  return entries >= 1 ? Math.min(MAX_READING_BYTES, 2 * entries * USUAL_ENTRY_BYTES) : 0;
}

function respondAllow(ctx: Context, allow: string): void {
  if (ctx.method !== 'OPTIONS') {
    throw new HttpError(405, 'Method not allowed', `this path allows ${allow}`, { Allow: allow });
  }
  ctx.status = 204;
  ctx.set('Allow', allow);
}

function optionsOf(ctx: Context, route: Route, { projects, name }: Caller): AppendOptions {
  if (route.idempotent === true) {
    const header = ctx.req.headers['idempotency-key'];
    return { projects, idempotencyKey: idempotencyKeyOf(header?.toString(), name, route.operationId) };
  }
  if (route.endless === true) return { projects, signal: endingSignal(ctx) };
  return route.abortable === true ? { projects, signal: leavingSignal(ctx) } : { projects, by: name };
}

/** Fires when the client disconnects before the response. Creating it takes longer than many reads, so only slow routes have it. */
function leavingSignal({ res }: Context): AbortSignal {
  const leaving = new AbortController();
  res.once('close', () => {
    if (!res.writableFinished) leaving.abort();
  });
  return leaving.signal;
}

/** Fires when the client disconnects, and when the server stops. */
function endingSignal({ req, res }: Context): AbortSignal {
  const ending = new AbortController();
  const end = (): void => ending.abort();
  const stopping = stoppingSignalOf(req);
  if (stopping?.aborted === true) end();
  stopping?.addEventListener('abort', end);
  res.once('close', () => {
    stopping?.removeEventListener('abort', end);
    end();
  });
  return ending.signal;
}
