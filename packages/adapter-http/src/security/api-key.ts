import type { Issue } from '@memex/core';
import { malformedWith } from '@memex/core/toolkit';
import type { Grant } from './access.js';

/** An API key, and what it allows. */
export type ApiKey = { readonly key: string } & Grant;

const FORM = 'key[:project|project…][:admin|:read]';

/**
 * Reads a comma-separated list of `key[:project|project…][:admin|:read]`. An admin of some projects may do there what other keys may, and makes no
 * admin calls.
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
  const last = scopes.at(-1);
  const access = last === 'admin' || last === 'read' ? last : 'write';
  const [projects, ...rest] = access === 'write' ? scopes : scopes.slice(0, -1);
  if (rest.length > 0) return `must have the form ${FORM}`;
  if (projects === undefined) return { key, access, projects: 'all' };
  const names = projects.split('|').map((name) => name.trim());
  if (names.includes('')) return 'must not name an empty project';
  return { key, access: access === 'read' ? 'read' : 'write', projects: names };
}
