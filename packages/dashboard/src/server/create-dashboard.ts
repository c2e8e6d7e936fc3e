import type { ViewRequest } from './make-page.js';
import { readStaticFiles, type StaticFile } from './static-files.js';

/** The page and its files, for whatever serves them: the page at `/`, its files below `/dashboard/`, and the API beside them. */
export interface PageServer {
  /** The page as HTML. With scripts it is the same for everybody who needs the same key, and loads its data itself. */
  readonly page: (request: ViewRequest) => Promise<string>;
  /** A file of the page; `undefined` if there is none of this name. Names carry a digest of the content: files can be kept for ever. */
  readonly file: (name: string) => StaticFile | undefined;
}

export interface DashboardOptions {
  /** Tells the time, in milliseconds since 1970; by default the clock of this machine. */
  readonly now?: (() => number) | undefined;
}

/**
 * Creates the dashboard. What makes pages is loaded with the first one: it is a tenth of the start of a service.
 *
 * @throws Error if the package was not built.
 */
export function createDashboard({ now = Date.now }: DashboardOptions = {}): PageServer {
  const files = readStaticFiles();
  return {
    file: (name) => files.byName.get(name),
    page: async (request) => (await import('./make-page.js')).makePage(files, request, now()),
  };
}
