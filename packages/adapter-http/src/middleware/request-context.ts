import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { isMemexError, type UnavailableError } from '@memex/core';
import { malformed } from '@memex/core/toolkit';
import type Koa from 'koa';
import { drainRequest } from '../request/drain-request.js';
import { requestIdOf } from '../request/request-id.js';
import { errorAnswer } from '../response/error-answer.js';
import { HttpError } from '../response/http-error.js';
import { sendResponse } from './send-response.js';

/** What identifies a request in logs and errors. */
export interface RequestContext {
  readonly requestId: string;
  /** The path of the matching route; `unknown` if there is none. */
  route: string;
}

export interface State {
  requestContext: RequestContext;
}

/** A record of one finished request. It contains no body, and nothing confidential. */
export interface RequestRecord {
  readonly requestId: string;
  readonly method: string;
  readonly route: string;
  /** 499 if the client disconnected before the response. */
  readonly status: number;
  readonly milliseconds: number;
  /** The size of the response's body; `undefined` if it is not known before it is sent, as of exports and compressed pages. */
  readonly bytes: number | undefined;
}

/** Hooks for logs, metrics and error reports. */
export interface Hooks {
  readonly onRequest?: ((record: RequestRecord) => void) | undefined;
  /** Called once for each internal error, but not for errors of clients or of the store. */
  readonly onError?: ((error: unknown, where: Readonly<RequestContext>) => void) | undefined;
  /** Called for each request that fails because something is unavailable. The client does not get to see the reason. */
  readonly onUnavailable?: ((error: UnavailableError, where: Readonly<RequestContext>) => void) | undefined;
  /** Called for each part that `/ready` finds down, with the error of its probe. */
  readonly onDown?: ((part: string, error: unknown) => void) | undefined;
}

const MAX_URL_LENGTH = 8_192;
const NO_ROUTE = 'unknown';
const CLIENT_LEFT = 499;

/** The outermost middleware. It gives each request an id, and turns every error into a response. */
export function createRequestContext(
  { onRequest, onError, onUnavailable }: Hooks,
  checkHost: (headers: IncomingHttpHeaders) => void,
): Koa.Middleware<State> {
  return async (ctx, next) => {
    const started = performance.now();
    const context: RequestContext = {
      requestId: requestIdOf(ctx.req.headers['x-request-id']),
      route: NO_ROUTE,
    };
    ctx.state.requestContext = context;
    ctx.res.setHeader('X-Request-Id', context.requestId);
    ctx.res.setHeader('X-Content-Type-Options', 'nosniff');
    try {
      checkHead(ctx.req);
      checkHost(ctx.req.headers);
      await next();
    } catch (error) {
      const answer = errorAnswer(error, context.requestId);
      reportFault({ onError, onUnavailable }, error, context);
      await drainRequest(ctx);
      await sendResponse(ctx, answer);
    }
    const status = ctx.res.destroyed ? CLIENT_LEFT : ctx.status;
    const milliseconds = performance.now() - started;
    const { requestId, route } = context;
    const { method, length: bytes } = ctx;
    onRequest?.({ requestId, route, method, status, milliseconds, bytes });
  };
}

/** Tells operators of an error that is not the client's. */
export function reportFault(
  { onError, onUnavailable }: Hooks,
  error: unknown,
  where: Readonly<RequestContext>,
): void {
  if (errorAnswer(error, where.requestId).status === 500) onError?.(error, where);
  if (isMemexError(error, 'unavailable')) onUnavailable?.(error, where);
}

function checkHead({ url = '', headers, httpVersion }: IncomingMessage): void {
  if (headers.host === undefined && httpVersion === '1.1') throw malformed('Host', 'is required');
  if (url.length > MAX_URL_LENGTH) {
    throw new HttpError(414, 'Too large', `the URL is longer than ${MAX_URL_LENGTH} characters`);
  }
}
