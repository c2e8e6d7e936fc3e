import { createApi } from '../api/create-api.js';
import type { Send } from '../api/send.js';
import { firstModel, type Model } from '../browser/model.js';
import { readAddress } from '../state/address.js';
import { PAGE_TITLES } from '../views/names.js';
import { firstDataOf } from './first-data.js';
import { htmlPage } from './html-page.js';
import { loadModel } from './load-model.js';
import { addressWithoutScripts, isWithoutScripts, renderShell, renderWithoutScripts } from './render-page.js';
import { readStaticFiles, type StaticFile } from './static-files.js';

/** The page and its files, for whatever serves them: the page at `/`, its files below `/dashboard/`, and the API beside them. */
export interface PageServer {
  /** The page as HTML. With scripts it is the same for everybody who needs the same key, and loads its data itself. */
  readonly page: (request: ViewRequest) => Promise<string>;
  /** A file of the page; `undefined` if there is none of this name. Names carry a digest of the content: files can be kept for ever. */
  readonly file: (name: string) => StaticFile | undefined;
}

export interface ViewRequest {
  /** The query of the address, with or without a question mark: what the page shows. */
  readonly search: string;
  /** The address of the API, with a slash at the end. */
  readonly address: string;
  /** Calls the API for whoever asked for the page; `undefined` if nobody may know anything without a key. */
  readonly send: Send | undefined;
}

export interface DashboardOptions {
  /** Tells the time, in milliseconds since 1970; by default the clock of this machine. */
  readonly now?: (() => number) | undefined;
}

/**
 * Creates the dashboard.
 *
 * @throws Error if the package was not built.
 */
export function createDashboard({ now = Date.now }: DashboardOptions = {}): PageServer {
  const files = readStaticFiles();
  return {
    file: (name) => files.byName.get(name),
    page: async ({ search, address, send }) => {
      const state = readAddress(search);
      const first = { ...firstModel(state, address), now: now() };
      if (isWithoutScripts(search)) {
        const model = await loadModel(first, send && createApi(send));
        const body = await renderWithoutScripts(model);
        return htmlPage(files, { title: titleOf(model), body, withoutScripts: undefined });
      }
      const data = send && (await firstDataOf(first, send));
      return htmlPage(files, {
        title: titleOf(first),
        body: renderShell({ ...first, session: data?.session }),
        withoutScripts: addressWithoutScripts(state),
        data,
      });
    },
  };
}

function titleOf({ state, project }: Model): string {
  return [PAGE_TITLES[state.page], ...(project === undefined ? [] : [project]), 'Memex'].join(' · ');
}
