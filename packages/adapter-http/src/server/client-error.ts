import type { ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { requestIdOf } from '../request/request-id.js';
import { JSON_TYPE, type TextAnswer } from '../response/answer.js';
import { errorBody } from '../response/error-answer.js';
import { type Connections, pendingResponseOf } from './connections.js';

/** How long a client has to read the response to an unreadable request, in milliseconds. */
const LINGER_MS = 1_000;

const REASONS: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  408: 'Request Timeout',
  431: 'Request Header Fields Too Large',
};

/** Responds to bytes that are not a valid request, or that took too long, after the responses to the requests before them. */
export function handleClientError(
  connections: Connections,
  error: NodeJS.ErrnoException,
  socket: Duplex,
): void {
  const connection = connections.get(socket);
  const pending = connection === undefined ? undefined : pendingResponseOf(connection);
  const isOfPending = pending !== undefined && !pending.req.complete;
  if (connection === undefined || pending === undefined || (isOfPending && isUnanswered(pending))) {
    answerClientError(error, socket);
  } else if (connection.error === undefined) {
    connection.error = error;
    socket.pause();
    // It is answered after the pending responses.
    if (!isOfPending) pending.once('close', () => answerClientError(error, socket));
    else if (pending.headersSent) pending.once('close', () => socket.destroy());
  }
}

/** Whether a response is next in line, and nothing of it has been sent. */
function isUnanswered({ socket, headersSent }: ServerResponse): boolean {
  return socket !== null && !headersSent;
}

export function answerClientError(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (!socket.writable || error.code === 'ECONNRESET') {
    socket.destroy();
    return;
  }
  socket.end(rawResponse(clientErrorAnswer(error.code)));
  setTimeout(() => socket.destroy(), LINGER_MS).unref();
}

function clientErrorAnswer(code: string | undefined): TextAnswer {
  switch (code) {
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return errorBody(408, 'Malformed request', 'the request took too long to arrive');
    case 'HPE_HEADER_OVERFLOW':
      return errorBody(431, 'Too large', 'the headers are too large');
    default:
      return errorBody(400, 'Malformed request', 'this is not an HTTP request');
  }
}

function rawResponse({ status, body }: TextAnswer): string {
  return [
    `HTTP/1.1 ${status} ${REASONS[status] ?? ''}`,
    `Content-Type: ${JSON_TYPE}`,
    `Content-Length: ${Buffer.byteLength(body)}`,
    'X-Content-Type-Options: nosniff',
    `X-Request-Id: ${requestIdOf(undefined)}`,
    'Connection: close',
    '',
    body,
  ].join('\r\n');
}
