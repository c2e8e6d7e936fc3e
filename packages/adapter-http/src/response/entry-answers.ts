import type { CursorPage } from '@memex/core';
import type { StoredEntry } from '@memex/core/ports';
import { withTraceId } from '@memex/core/toolkit';
import type { Answer, AnswerBody } from './answer.js';
import { isLarge } from './large.js';

/** Sends the stored JSON text as it is: reads parse nothing. */
export function entryAnswer(entry: StoredEntry): Answer {
  return { status: 200, body: withTraceId(entry) };
}

/** A page of values, with a link to the next page. `query` is the one that the client sent. */
export function cursorPageAnswer<E>(
  page: CursorPage<E>,
  query: string,
  textOf: (entry: E) => string,
): Answer {
  return { status: 200, body: arrayOf(page.entries.map(textOf)), headers: pageHeaders(query, page) };
}

/** A JSON array of values. A large one is not joined, since the copy would take the same memory again. */
function arrayOf(texts: readonly string[]): AnswerBody {
  if (!isLarge(texts)) return `[${texts.join(',')}]`;
  return [...texts.flatMap((text, index) => [index === 0 ? '[' : ',', text]), ']'];
}

export function withoutTraceId(entry: StoredEntry): string {
  return entry.json;
}

/**
 * Tells where the next page is, if there is one. The link is relative to the request. A path would be wrong behind a proxy that serves the API
 * at another path.
 */
export function pageHeaders(query: string, { cursor }: CursorPage<unknown>): Answer['headers'] {
  if (cursor === undefined) return undefined;
  const parameters = new URLSearchParams(query);
  parameters.set('cursor', cursor);
  return { Link: `<?${parameters}>; rel="next"`, 'X-Next-Cursor': cursor };
}
