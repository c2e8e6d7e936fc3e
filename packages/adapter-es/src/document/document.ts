import type { NewEntry } from '@memex/core/ports';
import { formatInstant, stringifyJson } from '@memex/core/toolkit';
import { endOfObject } from './json-text.js';

/** What is indexed of an entry beside its own fields. */
export type Facets = object;

/**
 * The document of an entry: its own text, and in front of it what the store adds. The text is spliced in, never parsed: it comes back
 * byte for byte.
 */
export function plainDocument({ traceId, at, json }: NewEntry<unknown>, facets: Facets): string {
  return `{"memex":${JSON.stringify({ at, id: traceId, ...facets })},${json.slice(1)}`;
}

/**
 * The document of an entry whose text Elasticsearch refuses: an empty key in its metadata, an offset of more than 18 hours. The
 * text is kept aside, and what is indexed is free of both.
 */
export function wrappedDocument({ traceId, at, value, json }: NewEntry<object>, facets: Facets): string {
  const indexed = { ...value, metadata: null, timestamp: formatInstant(at) };
  return stringifyJson({ memex: { at, id: traceId, json, ...facets }, ...indexed });
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
