import type { Project } from '@memex/core/model';
import type { Model } from './model.js';

/**
 * The projects, as far as they are needed to ask for the page; `undefined` if they must be listed first. Counting the messages of each takes the
 * server as long as some of the questions.
 */
export function projectsToAskWith({
  state,
  session,
  projects,
}: Pick<Model, 'state' | 'session' | 'projects'>): readonly Project[] | undefined {
  // With another key, others may be there.
  if (session !== undefined && projects.state === 'ready' && projects.data.length > 0) return projects.data;
  const { project, window } = state;
  const isAll = window.kind === 'named' && window.name === 'all';
  return project === undefined || isAll ? undefined : [];
}
