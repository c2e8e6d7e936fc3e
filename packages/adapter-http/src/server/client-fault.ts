import type { Duplex } from 'node:stream';
import { requestIdOf } from '../request/request-id.js';
import { type Answer, JSON_TYPE } from '../response/answer.js';
import { errorBody } from '../response/error-answer.js';

/** How long a client whose request could not be read has to read the answer, in milliseconds. */
const LINGER_MS = 1_000;

const REASONS: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  408: 'Request Timeout',
  431: 'Request Header Fields Too Large',
};

/** Answers what never became a request: the parser refused it, or it took too long. */
export function answerClientFault(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (!socket.writable || error.code === 'ECONNRESET') {
    socket.destroy();
    return;
  }
  socket.end(rawResponse(faultAnswer(error.code)));
  setTimeout(() => socket.destroy(), LINGER_MS).unref();
}

function faultAnswer(code: string | undefined): Answer {
  switch (code) {
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return errorBody(408, 'Malformed request', 'the request took too long to arrive');
    case 'HPE_HEADER_OVERFLOW':
      return errorBody(431, 'Too large', 'the headers are too large');
    default:
      return errorBody(400, 'Malformed request', 'this is not an HTTP request');
  }
}

function rawResponse({ status, body }: Answer): string {
  return [
    `HTTP/1.1 ${status} ${REASONS[status] ?? ''}`,
    `Content-Type: ${JSON_TYPE}`,
    `Content-Length: ${Buffer.byteLength(body)}`,
    'X-Content-Type-Options: nosniff',
    `X-Request-Id: ${requestIdOf(undefined)}`,
    'Connection: close',
    '',
    body.toString(),
  ].join('\r\n');
}
