import type { Listing, StoredEntry } from '@memex/core';
import type { Answer } from './answer.js';

/** Stored JSON text goes out as it is: nothing is parsed to answer a read. */
export function entryAnswer(entry: StoredEntry): Answer {
  return { status: 200, body: withTraceId(entry) };
}

/** A page of values, with the address of the next one. `url` is the path and query that the client sent. */
export function listingAnswer<E>(listing: Listing<E>, url: string, textOf: (entry: E) => string): Answer {
  const body = `[${listing.entries.map(textOf).join(',')}]`;
  const { cursor } = listing;
  return { status: 200, body, headers: cursor === undefined ? undefined : nextHeaders(url, cursor) };
}

export function withoutTraceId(entry: StoredEntry): string {
  return entry.json;
}

export function withTraceId({ json, traceId }: StoredEntry): string {
  return `${json.slice(0, -1)},"traceId":${JSON.stringify(traceId)}}`;
}

function nextHeaders(url: string, cursor: string): Readonly<Record<string, string>> {
  const [path = '', query = ''] = url.split('?', 2);
  const parameters = new URLSearchParams(query);
  parameters.set('cursor', cursor);
  const safePath = path.replace(/[^\x21-\x7e]|[<>"]/g, encodeURIComponent);
  return { Link: `<${safePath}?${parameters}>; rel="next"`, 'X-Next-Cursor': cursor };
}
