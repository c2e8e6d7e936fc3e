import { createApi } from '../api/create-api.js';
import type { Send } from '../api/send.js';
import { firstModel, type Model } from '../browser/model.js';
import { readAddress } from '../state/address.js';
import { PAGE_TITLES } from '../views/names.js';
import { firstDataOf } from './first-data.js';
import { htmlPage } from './html-page.js';
import { loadModel } from './load-model.js';
import { addressWithoutScripts, isWithoutScripts, renderShell, renderWithoutScripts } from './render-page.js';
import type { StaticFiles } from './static-files.js';

export interface ViewRequest {
  /** The query of the address, with or without a question mark: what the page shows. */
  readonly search: string;
  /** The address of the API, with a slash at the end. */
  readonly address: string;
  /** Calls the API for whoever asked for the page; `undefined` if nobody may know anything without a key. */
  readonly send: Send | undefined;
}

/**
 * The page as HTML.
 *
 * @param now - In milliseconds since 1970.
 */
export async function makePage(
  files: StaticFiles,
  { search, address, send }: ViewRequest,
  now: number,
): Promise<string> {
  const state = readAddress(search);
  const first = { ...firstModel(state, address), now };
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
}

function titleOf({ state, project }: Model): string {
  return [PAGE_TITLES[state.page], ...(project === undefined ? [] : [project]), 'Memex'].join(' · ');
}
