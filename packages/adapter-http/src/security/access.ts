import { ForbiddenError } from '@memex/core';
import type { Projects } from '@memex/core/ports';

/**
 * What a caller may do, and what a route needs. Each includes the ones before it: reading, which changes nothing; storing, deleting, defining and
 * requesting; and admin calls, which concern the service as a whole.
 */
export type Access = 'read' | 'write' | 'admin';

/** What a caller may do, and in which projects. Admin calls concern every project, so nobody makes them who is limited to some. */
export type Grant =
  | { readonly access: 'read' | 'write'; readonly projects: Projects }
  | { readonly access: 'admin'; readonly projects: 'all' };

const REASONS: Readonly<Record<Exclude<Access, 'read'>, string>> = {
  write: 'this API key may only read',
  admin: 'this call needs the API key of an admin',
};

/** @throws ForbiddenError if the caller may not do what a route needs. */
export function checkAccess({ access }: Grant, needed: Access): void {
  if (needed === 'read' || needed === access || access === 'admin') return;
  throw new ForbiddenError(REASONS[needed]);
}
