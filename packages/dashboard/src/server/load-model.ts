import type { Api } from '../api/api.js';
import { ApiError } from '../api/api-error.js';
import type { Model } from '../browser/model.js';
import { subjectOf } from '../data/loader.js';
import { loadOperations, loadPage, type Show } from '../views/load-page.js';

/** Loads everything that a page without scripts shows. What fails is shown as such. */
export async function loadModel(first: Model, api: Api | undefined): Promise<Model> {
  if (api === undefined) return { ...first, needsKey: { reason: undefined } };
  try {
    return await loadAll(first, api);
  } catch (error) {
    if (error instanceof ApiError) return { ...first, projects: { state: 'failed', reason: error.message } };
    throw error;
  }
}

async function loadAll(first: Model, api: Api): Promise<Model> {
  const [session, projects] = await Promise.all([api.session(), api.projects()]);
  const subject = subjectOf(first.state, projects, { now: first.now, zone: session.timeZone });
  const known: Model = {
    ...first,
    session,
    projects: { state: 'ready', data: projects },
    project: subject?.project,
  };
  let model = known;
  const show: Show = (change) => {
    model = { ...model, ...change(model) };
  };
  if (first.state.page === 'operations') await loadOperations(first.state, api, {}, show);
  else if (subject !== undefined) await loadPage(subject, api, {}, show);
  return model;
}
