import Router from '@koa/router';
import { malformed } from '@memex/core/toolkit';
import type Koa from 'koa';
import { isPercentEncoded } from '../request/parameters.js';
import { HttpError } from '../response/http-error.js';
import type { Resource } from '../routes/resource.js';
import type { State } from './request-context.js';
import { type Guards, serve } from './serve.js';

/** Serves paths without parameters, which get most of the requests. A lookup in a map is faster than any pattern. */
export function serveFixedPaths(resources: readonly Resource[], guards: Guards): Koa.Middleware<State> {
  const byPath = new Map(resources.map((resource) => [resource.path, resource]));
  return (ctx, next) => {
    const resource = byPath.get(ctx.path);
    return resource === undefined ? next() : serve(ctx, resource, {}, guards);
  };
}

/** Serves paths with parameters. */
export function servePatterns(resources: readonly Resource[], guards: Guards): Router<State> {
  const router = new Router<State>({ strict: true, sensitive: true });
  for (const resource of resources.filter(({ path }) => path.includes('{'))) {
    router.all(resource.path.replaceAll(/\{(\w+)\}/g, ':$1'), (ctx) => {
      checkPath(ctx.path);
      return serve(ctx, resource, ctx.params, guards);
    });
  }
  return router;
}

/** The last middleware: no route matches the path. */
export function rejectUnknownPath(ctx: Koa.Context): never {
  checkPath(ctx.path);
  throw new HttpError(404, 'Not found', 'there is nothing at this path');
}

function checkPath(path: string): void {
  if (!isPercentEncoded(path)) throw malformed('', 'the path must be percent-encoded UTF-8');
}
