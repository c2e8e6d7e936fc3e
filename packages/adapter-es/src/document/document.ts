import type { NewEntry } from '@memex/core/ports';
import { formatInstant, stringifyJson } from '@memex/core/toolkit';
import type { IndexedValues } from './indexed-values.js';
import { endOfObject } from './json-text.js';

/**
 * The document of an entry: its own text, with the fields of the store spliced in at the front. The text is not
 * parsed, so it comes back byte for byte.
 */
export function plainDocument(
  { traceId, at, json }: NewEntry<unknown>,
  indexed: Partial<IndexedValues>,
): string {
  return `{"memex":${JSON.stringify({ at, id: traceId, ...indexed })},${json.slice(1)}`;
}

/**
 * The document of an entry whose text Elasticsearch rejects, for example because of an empty key in its metadata or
 * an offset over 18 hours. The text is kept in a field that is not indexed, and the indexed fields contain neither.
 */
export function wrappedDocument(
  { traceId, at, value, json }: NewEntry<object>,
  indexed: Partial<IndexedValues>,
): string {
  const fields = { ...value, metadata: null, timestamp: formatInstant(at) };
  return stringifyJson({ memex: { at, id: traceId, json, ...indexed }, ...fields });
}

/**
 * The text of an entry, from a document made by {@link plainDocument} or {@link wrappedDocument}. Returns `undefined`
 * for other documents.
 */
export function documentTextOf(document: string): string | undefined {
  const start = OWN.exec(document)?.[0];
  if (start === undefined) return undefined;
  if (!document.startsWith(WRAPPED, start.length))
    return `{${document.slice(endOfObject(document, SPLICE.length) + 1)}`;
  const wrapped: Wrapped = JSON.parse(document);
  return wrapped.memex.json;
}

const SPLICE = '{"memex":';
const WRAPPED = ',"json":';

interface Wrapped {
  readonly memex: { readonly json: string };
}

const OWN = /^\{"memex":\{"at":\d+,"id":"(?:[^"\\]|\\.)*"(?=\},|,"json":|,"form":)/;
