import type { NewEntry } from '@memex/core/ports';
import { formatInstant, stringifyJson } from '@memex/core/toolkit';
import type { IndexedValues } from './indexed-values.js';
import { endOfObject } from './json-text.js';

/**
 * The document of an entry: its own text, and in front of it what the store adds. The text is spliced in, never parsed: it comes back
 * byte for byte.
 */
export function plainDocument(
  { traceId, at, json }: NewEntry<unknown>,
  indexed: Partial<IndexedValues>,
): string {
  return `{"memex":${JSON.stringify({ at, id: traceId, ...indexed })},${json.slice(1)}`;
}

/**
 * The document of an entry whose text Elasticsearch refuses: an empty key in its metadata, an offset of more than 18 hours. The
 * text is kept aside, and what is indexed is free of both.
 */
export function wrappedDocument(
  { traceId, at, value, json }: NewEntry<object>,
  indexed: Partial<IndexedValues>,
): string {
  const fields = { ...value, metadata: null, timestamp: formatInstant(at) };
  return stringifyJson({ memex: { at, id: traceId, json, ...indexed }, ...fields });
}

/** The text of an entry in the document that {@link plainDocument} or {@link wrappedDocument} made; `undefined` for others. */
export function textOf(document: string): string | undefined {
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
