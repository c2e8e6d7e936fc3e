import { ForbiddenError } from '../errors/errors.js';
import type { Projects } from './entry.js';

/** Whether a project is among those allowed. */
export function includesProject(projects: Projects, project: string): boolean {
  return projects === 'all' || projects.includes(project);
}

/**
 * The projects of a call: the one that it names, or all that the caller may touch.
 *
 * @throws ForbiddenError where it names one that the caller may not.
 */
export function narrowProjects(allowed: Projects, named: string | null): Projects {
  if (named === null) return allowed;
  refuseForeignProject(allowed, named);
  return [named];
}

/** @throws ForbiddenError where the caller may not touch the project. */
export function refuseForeignProject(allowed: Projects, project: string): void {
  if (!includesProject(allowed, project))
    throw new ForbiddenError('the caller has no access to this project');
}
