import type { CursorPage } from '@memex/core';
import type { StoredEntry } from '@memex/core/ports';
import type { Answer, Body } from './answer.js';
import { isLarge } from './large.js';

/** Stored JSON text goes out as it is: nothing is parsed to answer a read. */
export function entryAnswer(entry: StoredEntry): Answer {
  return { status: 200, body: withTraceId(entry) };
}

/** A page of values, with the address of the next one. `query` is the one that the client sent. */
export function listingAnswer<E>(
  listing: CursorPage<E>,
  query: string,
  textOf: (entry: E) => string,
): Answer {
  const { entries, cursor } = listing;
  const headers = cursor === undefined ? undefined : nextHeaders(query, cursor);
  return { status: 200, body: arrayOf(entries.map(textOf)), headers };
}

/** A JSON array of values; a large one is not joined: the copy would take as much memory again. */
function arrayOf(texts: readonly string[]): Body {
  if (!isLarge(texts)) return `[${texts.join(',')}]`;
  return [...texts.flatMap((text, index) => [index === 0 ? '[' : ',', text]), ']'];
}

export function withoutTraceId(entry: StoredEntry): string {
  return entry.json;
}

export function withTraceId({ json, traceId }: StoredEntry): string {
  return `${json.slice(0, -1)},"traceId":${JSON.stringify(traceId)}}`;
}

/** Relative to the call: a path would be wrong behind a proxy that serves the API below another one. */
function nextHeaders(query: string, cursor: string): Readonly<Record<string, string>> {
  const parameters = new URLSearchParams(query);
  parameters.set('cursor', cursor);
  return { Link: `<?${parameters}>; rel="next"`, 'X-Next-Cursor': cursor };
}
