import type { Issue } from '@memex/core';
import type { Projects } from '@memex/core/ports';
import { malformedWith } from '@memex/core/toolkit';

/** An API key, and what it allows. */
export interface ApiKey {
  readonly key: string;
  /** The projects whose data the key can read, write and delete. */
  readonly projects: Projects;
  /** Whether it allows admin calls, which concern the service as a whole. */
  readonly admin: boolean;
}

const ADMIN = 'admin';

/**
 * Reads a comma-separated list of `key[:project|project…][:admin]`.
 *
 * @throws MalformedError with every issue; paths are places in the list, and no key is shown.
 */
export function parseApiKeys(text: string): readonly ApiKey[] {
  const issues: Issue[] = [];
  const keys = new Map<string, ApiKey>();
  for (const [index, item] of text.split(',').entries()) {
    const parsed = parseApiKey(item.trim());
    const message =
      typeof parsed === 'string' ? parsed : keys.has(parsed.key) ? 'repeats an earlier key' : '';
    if (message !== '') issues.push({ path: `[${index}]`, message });
    if (typeof parsed !== 'string') keys.set(parsed.key, parsed);
  }
  if (issues.length > 0) throw malformedWith(issues);
  return [...keys.values()];
}

/** The key, or what is wrong with it. */
function parseApiKey(item: string): ApiKey | string {
  const [key = '', ...scopes] = item.split(':').map((part) => part.trim());
  if (!/^[\x21-\x7e]+$/.test(key)) return 'must begin with a key of printable ASCII characters';
  const admin = scopes.at(-1) === ADMIN;
  const [projects, ...rest] = admin ? scopes.slice(0, -1) : scopes;
  if (rest.length > 0) return 'must have the form key[:project|project…][:admin]';
  if (projects === undefined) return { key, projects: 'all', admin };
  const names = projects.split('|').map((name) => name.trim());
  if (names.includes('')) return 'must not name an empty project';
  return { key, projects: names, admin };
}
