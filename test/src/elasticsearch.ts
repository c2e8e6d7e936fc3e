import { isMissing, sharedElasticsearch } from '@memex/test-services';
import { membersOf } from './members.js';

/** The address of an Elasticsearch 8 that all test files share, and what is missing, for titles of tests. One of both is empty. */
export async function commonElasticsearch(): Promise<{ readonly url: string; readonly skipped: string }> {
  const servers = await sharedElasticsearch({ major: 8 });
  if (isMissing(servers)) return { url: '', skipped: `: needs ${servers.missing}` };
  return { url: servers.urls[0] ?? '', skipped: '' };
}

/** What makes a command of Memex store in this server, and nothing else. */
export function storedAt(url: string): Readonly<Record<string, string>> {
  return { STORE: 'elasticsearch', EL_HOST: url, EL_REPLICAS: '0' };
}

/** Calls the server itself; the answer as its JSON says it. Throws where it refuses. */
export async function askServer(url: string, method: string, path: string, body?: unknown): Promise<unknown> {
  const answer = await fetch(`${url}${path}`, {
    method,
    ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' } }),
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${path} was answered ${answer.status}: ${text.slice(0, 500)}`);
  return JSON.parse(text);
}

/** The names of the indices that match patterns, separated by commas. */
export async function indexNames(url: string, patterns: string): Promise<readonly string[]> {
  return Object.keys(membersOf(await askServer(url, 'GET', `/${patterns}/_settings`))).sort();
}

/** Drops the indices that match patterns, separated by commas. */
export async function dropIndices(url: string, patterns: string): Promise<void> {
  const names = await indexNames(url, patterns);
  if (names.length > 0) await askServer(url, 'DELETE', `/${names.join(',')}`);
}
