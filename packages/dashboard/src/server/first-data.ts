import { createApi } from '../api/create-api.js';
import type { EarlyCall } from '../api/early-calls.js';
import type { FirstData } from '../api/first-data.js';
import type { Send } from '../api/send.js';
import type { Model } from '../browser/model.js';
import { projectsToAskWith } from '../browser/projects-to-ask-with.js';
import { subjectOf } from '../data/loader.js';
import { loadOperations, loadPage } from '../views/load-page.js';

/**
 * What can be told with the page, whoever reads it: the session, and what the page is going to ask. `undefined` if there are keys, as then the page is the
 * same for everybody, or if the service cannot tell now.
 */
export async function firstDataOf(first: Model, send: Send): Promise<FirstData | undefined> {
  const response = await send({ path: 'session', method: 'GET', headers: {}, body: null, signal: null });
  if (!response.ok) return undefined;
  const session: FirstData['session'] = await response.json();
  return session.keys ? undefined : { session, calls: await callsOf(first, session) };
}

/** Lets the page load, and notes what it asks before anything is answered. */
async function callsOf(first: Model, session: FirstData['session']): Promise<readonly EarlyCall[]> {
  const calls: EarlyCall[] = [];
  const api = createApi(({ path, method, headers, body }) => {
    calls.push({ path, method, headers, body });
    return new Promise(() => undefined);
  });
  const { state, now } = first;
  const show = (): void => undefined;
  void api.projects();
  const projects = projectsToAskWith({ ...first, session });
  const subject = projects && subjectOf(state, projects, { now, zone: session.timeZone });
  if (state.page === 'operations') void loadOperations(state, api, {}, show);
  else if (subject !== undefined) void loadPage(subject, api, {}, show);
  // What is asked in one turn goes in one call at its end.
  await new Promise((resolve) => setImmediate(resolve));
  return calls;
}
