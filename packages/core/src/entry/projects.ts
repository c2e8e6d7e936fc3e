import { ForbiddenError } from '../errors/errors.js';
import type { Projects } from './entry.js';

/** Whether a project is allowed. */
export function includesProject(projects: Projects, project: string): boolean {
  return projects === 'all' || projects.includes(project);
}

/**
 * The projects of a call: the named one, or all that are allowed.
 *
 * @throws ForbiddenError if the named one is not allowed.
 */
export function narrowProjects(allowed: Projects, named: string | null): Projects {
  if (named === null) return allowed;
  refuseForeignProject(allowed, named);
  return [named];
}

/** @throws ForbiddenError if the caller may not access the project. */
export function refuseForeignProject(allowed: Projects, project: string): void {
  if (!includesProject(allowed, project))
    throw new ForbiddenError('the caller has no access to this project');
}
