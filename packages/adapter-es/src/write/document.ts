import { formatInstant, type NewEntry, stringifyJson } from '@memex/core';

/**
 * The document of an entry: its own text, and in front of it what the store adds. The text is spliced in, never parsed: it comes back
 * byte for byte.
 */
export function plainDocument({ traceId, at, json }: NewEntry<unknown>): string {
  return `{"memex":{"at":${at},"id":${JSON.stringify(traceId)}},${json.slice(1)}`;
}

/**
 * The document of an entry whose text Elasticsearch refuses: an empty key in its metadata, an offset of more than 18 hours. The
 * text is kept aside, and what is indexed is free of both.
 */
export function wrappedDocument({ traceId, at, value, json }: NewEntry<object>): string {
  const indexed = { ...value, metadata: null, timestamp: formatInstant(at) };
  return stringifyJson({ memex: { at, id: traceId, json }, ...indexed });
}

/** The text of an entry in the document that {@link plainDocument} or {@link wrappedDocument} made; `undefined` for others. */
export function textOf(document: string): string | undefined {
  const start = OWN.exec(document)?.[0];
  if (start === undefined) return undefined;
  if (start.endsWith('},')) return `{${document.slice(start.length)}`;
  const wrapped: Wrapped = JSON.parse(document);
  return wrapped.memex.json;
}

interface Wrapped {
  readonly memex: { readonly json: string };
}

const OWN = /^\{"memex":\{"at":\d+,"id":"(?:[^"\\]|\\.)*"(?:\},|,"json":)/;
