import cors from '@koa/cors';
import type Koa from 'koa';
import type { State } from './request-context.js';

/** Lets web pages of these origins call the API. `*` means every origin. */
export function createCors(origins: readonly string[]): Koa.Middleware<State> {
  const allowed = new Set(origins);
  return cors({
    origin: (ctx) => {
      const origin = ctx.get('Origin');
      return allowed.has('*') ? '*' : allowed.has(origin) ? origin : '';
    },
    allowMethods: ['GET', 'HEAD', 'POST', 'PUT', 'DELETE'],
    exposeHeaders: ['Link', 'X-Next-Cursor', 'X-Request-Id', 'Retry-After', 'ETag'],
    maxAge: 600,
  });
}
