import type { IncomingMessage, ServerResponse } from 'node:http';
import type { MalformedError } from '@memex/core';
import { malformed } from '@memex/core/toolkit';
import { collect } from './collect.js';
import { askForBody } from './expect-continue.js';

/** Bodies that say nothing: some clients send one with every `POST`. */
const EMPTY_BODIES: readonly string[] = ['', '{}', 'null'];

/** Most bytes of those, with room for white space. */
const MAX_EMPTY_BODY_BYTES = 64;

/**
 * Refuses the body that a request announces where its call takes none: what it says would be ignored. Of a `POST` it may be `{}` or `null`.
 *
 * @throws MalformedError, AbortedError where the client leaves.
 */
export async function refuseBody(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const limit = request.method === 'POST' ? MAX_EMPTY_BODY_BYTES : 0;
  if (Number(request.headers['content-length'] ?? 0) > limit) throw unreadBody();
  askForBody(response);
  let left = limit;
  const bytes = await collect(request, (part) => {
    left -= part.length;
    if (left < 0) throw unreadBody();
  });
  if (!EMPTY_BODIES.includes(bytes.toString().replace(/\s/g, ''))) throw unreadBody();
}

function unreadBody(): MalformedError {
  return malformed('', 'this call takes no body');
}
