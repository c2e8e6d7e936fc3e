import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { isMemexError, type UnavailableError } from '@memex/core';
import { malformed } from '@memex/core/toolkit';
import type Koa from 'koa';
import { drainRequest } from '../request/drain-request.js';
import { requestIdOf } from '../request/request-id.js';
import { errorAnswer } from '../response/error-answer.js';
import { RequestRefused } from '../response/request-refused.js';
import { sendResponse } from './send-response.js';

/** What is known of a request from its arrival to its answer. */
export interface RequestContext {
  readonly requestId: string;
  /** The path of the table that it matched; one word for all that match none. */
  route: string;
}

export interface State {
  exchange: RequestContext;
}

/** One answered request. It holds no body and nothing that a client may keep secret. */
export interface RequestRecord {
  readonly requestId: string;
  readonly method: string;
  readonly route: string;
  /** 499 where the client left before the answer. */
  readonly status: number;
  readonly milliseconds: number;
}

/** What is told of requests: for a log, for metrics, and for whoever collects errors. */
export interface Hooks {
  readonly onRequest?: ((record: RequestRecord) => void) | undefined;
  /** Called once for each error that is a fault of ours, never for one of a client or of the store. */
  readonly onError?: ((error: unknown, where: Readonly<RequestContext>) => void) | undefined;
  /** Called for each request that is refused because something cannot serve now: its client is not told why. */
  readonly onUnavailable?: ((error: UnavailableError, where: Readonly<RequestContext>) => void) | undefined;
  /** Called for each part that `/ready` finds down, with what its probe threw. */
  readonly onDown?: ((part: string, error: unknown) => void) | undefined;
}

const MAX_URL_LENGTH = 8_192;
const NO_ROUTE = 'unknown';
const CLIENT_LEFT = 499;

/** The outermost middleware: gives each request its id and, whatever happens inside, an answer. */
export function createRequestContext(
  { onRequest, onError, onUnavailable }: Hooks,
  checkHost: (headers: IncomingHttpHeaders) => void,
): Koa.Middleware<State> {
  return async (ctx, next) => {
    const started = performance.now();
    const exchange: RequestContext = {
      requestId: requestIdOf(ctx.req.headers['x-request-id']),
      route: NO_ROUTE,
    };
    ctx.state.exchange = exchange;
    ctx.res.setHeader('X-Request-Id', exchange.requestId);
    ctx.res.setHeader('X-Content-Type-Options', 'nosniff');
    try {
      refuseMalformedHead(ctx.req);
      checkHost(ctx.req.headers);
      await next();
    } catch (error) {
      const answer = errorAnswer(error, exchange.requestId);
      if (answer.status === 500) onError?.(error, exchange);
      if (isMemexError(error, 'unavailable')) onUnavailable?.(error, exchange);
      await drainRequest(ctx);
      await sendResponse(ctx, answer);
    }
    const status = ctx.res.destroyed ? CLIENT_LEFT : ctx.status;
    const milliseconds = performance.now() - started;
    const { requestId, route } = exchange;
    onRequest?.({ requestId, route, method: ctx.method, status, milliseconds });
  };
}

function refuseMalformedHead({ url = '', headers, httpVersion }: IncomingMessage): void {
  if (headers.host === undefined && httpVersion === '1.1') throw malformed('Host', 'is required');
  if (url.length > MAX_URL_LENGTH) {
    throw new RequestRefused(414, 'Too large', `the URL is longer than ${MAX_URL_LENGTH} characters`);
  }
}
