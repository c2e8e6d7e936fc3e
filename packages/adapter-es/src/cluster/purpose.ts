/**
 * The purpose of each API call. An error for a missing privilege names it, so that the operator knows what to grant.
 */
const PURPOSES: readonly (readonly [call: RegExp, purpose: string])[] = [
  [/^GET \/_nodes/, 'ask for its version'],
  [/^GET \/_(cluster|health_report)\b/, 'ask whether it can be written to'],
  [/^GET \/_ilm\/policy\/(.+)$/, 'look for the lifecycle policy $1'],
  [/^PUT \/_index_template\/(.+)$/, 'put the index template $1'],
  [/^(?:PUT|POST) \/_bulk$/, 'write'],
  [/^POST \/_aliases$/, 'give an index a name to write to'],
  [/^PUT \/([^/]+)\/_mapping$/, 'add fields to the index $1'],
  [/^POST \/(?:.*\/)?_refresh$/, 'refresh an index'],
  [/_(?:search|msearch|count|pit)$/, 'search'],
  [/\/_(?:mget|doc\/.*)$/, 'read by id'],
  [/^GET \/[^_/][^/]*(?:\/_(?:mapping|settings).*)?$/, 'see its indices'],
  [/^PUT \/([^_/][^/]*)$/, 'make the index $1'],
  [/^DELETE \/([^_/][^/]*)$/, 'drop the index $1'],
];

/** The purpose of a call, such as `make the index message-2026-11`. */
export function purposeOf(method: string, path: string): string {
  const call = `${method} ${decodeURIComponent(path)}`;
  for (const [pattern, purpose] of PURPOSES) {
    const match = pattern.exec(call);
    if (match !== null) return purpose.replace('$1', () => match[1] ?? '');
  }
  return `call ${call}`;
}
