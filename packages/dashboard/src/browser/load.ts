import type { Project } from '@memex/core/model';
import type { Api } from '../api/api.js';
import { ApiError } from '../api/api-error.js';
import { subjectOf } from '../data/loader.js';
import { loadOperations, loadPage, type Show } from '../views/load-page.js';
import { firstModel, type Model } from './model.js';
import type { ModelStore } from './store.js';

/**
 * Makes what loads the state of the store. What is shown stays until newer data are there. A load that is under way is given up: its answers
 * belong to another state.
 */
export function createLoad(api: Api, store: ModelStore<Model>): () => Promise<void> {
  let controller = new AbortController();
  return async () => {
    controller.abort();
    controller = new AbortController();
    const { signal } = controller;
    store.set({ isBusy: true, now: Date.now() });
    try {
      await loadAll(api, store, signal);
    } catch (error) {
      if (signal.aborted) return;
      if (!(error instanceof ApiError)) throw error;
      store.set(failureOf(error));
    }
    if (!signal.aborted) store.set({ isBusy: false });
  };
}

async function loadAll(api: Api, store: ModelStore<Model>, signal: AbortSignal): Promise<void> {
  const coming = api.projects({ signal });
  coming.catch(() => undefined); // Awaited below, unless the session cannot be had.
  const session = await api.session({ signal });
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
      ? loadOperations(api, { signal }, show)
      : subject !== undefined && loadPage(subject, api, { signal }, show);
  await Promise.all([page, coming.then((data) => show(() => ({ projects: { state: 'ready', data } })))]);
}

/**
 * The projects, as far as they are needed to ask for the page; `undefined` if they must be listed first. Counting the messages of each takes the
 * server as long as some of the questions.
 */
function projectsToAskWith({ state, session, projects }: Model): readonly Project[] | undefined {
  // With another key, others may be there.
  if (session !== undefined && projects.state === 'ready' && projects.data.length > 0) return projects.data;
  const { project, window } = state;
  const isAll = window.kind === 'named' && window.name === 'all';
  return project === undefined || isAll ? undefined : [];
}

/** Figures of one project are never shown under the name of another. */
function forgotten({ state, address }: Model): Partial<Model> {
  const { cards, panels, conversations, found, chat, analytics } = firstModel(state, address);
  return { cards, panels, conversations, found, chat, analytics };
}

function failureOf(error: ApiError): Partial<Model> {
  if (error.status === 401) return { needsKey: { reason: error.message } };
  return { projects: { state: 'failed', reason: error.message } };
}
