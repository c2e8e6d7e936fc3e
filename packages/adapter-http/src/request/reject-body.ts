import type { IncomingMessage, ServerResponse } from 'node:http';
import type { MalformedError } from '@memex/core';
import { malformed } from '@memex/core/toolkit';
import { collect } from './collect.js';
import { sendContinue } from './expect-continue.js';

/** Bodies without content. Some clients send one with every `POST`. */
const EMPTY_BODIES: readonly string[] = ['', '{}', 'null'];

/** Limit for those bodies, including white space. */
const MAX_EMPTY_BODY_BYTES = 64;

/**
 * Rejects a body on routes that take none, since it would be ignored. A `POST` may have `{}` or `null`.
 *
 * @throws MalformedError. AbortedError if the client disconnects.
 */
export async function rejectBody(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const limit = request.method === 'POST' ? MAX_EMPTY_BODY_BYTES : 0;
  if (Number(request.headers['content-length'] ?? 0) > limit) throw unreadBody();
  sendContinue(response);
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
