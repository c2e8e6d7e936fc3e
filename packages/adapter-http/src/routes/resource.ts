import type { Route } from './route.js';

/** A path with its routes. */
export interface Resource {
  readonly path: string;
  readonly byMethod: ReadonlyMap<string, Route>;
  /** The value of `Allow`. */
  readonly allow: string;
}

/** Groups the routes by path. A path matches for any method, so that 405 can be told from 404. */
export function resourcesOf(routes: readonly Route[]): readonly Resource[] {
  return [...new Set(routes.map(({ path }) => path))].map((path) => {
    const byMethod = new Map<string, Route>();
    for (const route of routes.filter((one) => one.path === path)) {
      byMethod.set(route.method, route);
      if (route.method === 'GET') byMethod.set('HEAD', route);
    }
    return { path, byMethod, allow: [...byMethod.keys(), 'OPTIONS'].join(', ') };
  });
}
