import type { Route } from './route.js';

/** A path with what can be done there. */
export interface Resource {
  readonly path: string;
  readonly byMethod: ReadonlyMap<string, Route>;
  /** The value of `Allow`. */
  readonly allow: string;
}

/** The rows of the table by path: a path is matched whatever the method, which tells 405 from 404. */
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
