import type { Api } from '../api/api.js';
import { ApiError } from '../api/api-error.js';
import type { Loaded } from '../data/loaded.js';
import { subjectOf } from '../data/loader.js';
import { type KnownLists, loadOperations, loadPage, type Show } from '../views/load-page.js';
import { firstModel, type Model } from './model.js';
import { projectsToAskWith } from './projects-to-ask-with.js';
import type { ModelStore } from './store.js';

/** @param options.isLonger - Whether the same lists are to get more rows: those that they have are not loaded again. */
export type Load = (options?: { readonly isLonger?: boolean }) => Promise<void>;

/**
 * Makes what loads the state of the store. What is shown stays until newer data are there. A load that is under way is given up: its answers
 * belong to another state.
 */
export function createLoad(api: Api, store: ModelStore<Model>): Load {
  let controller = new AbortController();
  return async ({ isLonger = false } = {}) => {
    controller.abort();
    controller = new AbortController();
    const { signal } = controller;
    store.set({ isBusy: true, now: Date.now() });
    try {
      await loadAll(api, store, signal, isLonger ? knownLists(store.get()) : {});
    } catch (error) {
      if (signal.aborted) return;
      if (!(error instanceof ApiError)) throw error;
      store.set(failureOf(error));
    }
    if (!signal.aborted) store.set({ isBusy: false });
  };
}

async function loadAll(
  api: Api,
  store: ModelStore<Model>,
  signal: AbortSignal,
  known: KnownLists,
): Promise<void> {
  const coming = api.projects({ signal });
  coming.catch(() => undefined); // Awaited below, unless the session cannot be had.
  // With a key, or another one, it is asked for anew.
  const session = store.get().session ?? (await api.session({ signal }));
  const enough = projectsToAskWith(store.get()) ?? (await coming);
  if (signal.aborted) return;
  const { state, now, project } = store.get();
  const subject = subjectOf(state, enough, { now, zone: session.timeZone });
  const isOther = project !== undefined && subject?.project !== project;
  store.set({
    ...(isOther ? forgotten(store.get()) : {}),
    session,
    project: subject?.project,
    needsKey: undefined,
  });
  const show: Show = (change) => {
    if (!signal.aborted) store.set(change(store.get()));
  };
  const page =
    state.page === 'operations'
      ? loadOperations(state, api, { signal }, show, known)
      : subject !== undefined && loadPage(subject, api, { signal }, show, known);
  await Promise.all([page, coming.then((data) => show(() => ({ projects: { state: 'ready', data } })))]);
}

/** Figures of one project are never shown under the name of another. */
function forgotten({ state, address }: Model): Partial<Model> {
  const { cards, panels, conversations, found, chat, analytics } = firstModel(state, address);
  return { cards, panels, conversations, found, chat, analytics };
}

function knownLists({ conversations, found, analytics, deadJobs }: Model): KnownLists {
  return {
    conversations: readyOf(conversations),
    found: readyOf(found),
    analytics: readyOf(analytics),
    deadJobs: readyOf(deadJobs),
  };
}

function readyOf<T>(what: Loaded<T>): T | undefined {
  return what.state === 'ready' ? what.data : undefined;
}

function failureOf(error: ApiError): Partial<Model> {
  if (error.status === 401) return { needsKey: { reason: error.message } };
  return { projects: { state: 'failed', reason: error.message } };
}
