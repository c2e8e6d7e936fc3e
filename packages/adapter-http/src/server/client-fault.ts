import type { ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { requestIdOf } from '../request/request-id.js';
import { JSON_TYPE, type TextAnswer } from '../response/answer.js';
import { errorBody } from '../response/error-answer.js';
import { type Connections, owedOn } from './connections.js';

/** How long a client whose request could not be read has to read the answer, in milliseconds. */
const LINGER_MS = 1_000;

const REASONS: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  408: 'Request Timeout',
  431: 'Request Header Fields Too Large',
};

/** Answers what never became a request, behind the answers to what came before it: the parser refused it, or it took too long. */
export function tellFault(connections: Connections, fault: NodeJS.ErrnoException, socket: Duplex): void {
  const connection = connections.get(socket);
  const owed = connection === undefined ? undefined : owedOn(connection);
  const isOfOwed = owed !== undefined && !owed.req.complete;
  if (connection === undefined || owed === undefined || (isOfOwed && isUnanswered(owed))) {
    answerFault(fault, socket);
  } else if (connection.fault === undefined) {
    connection.fault = fault;
    socket.pause();
    // What waits for its turn is answered then.
    if (!isOfOwed) owed.once('close', () => answerFault(fault, socket));
    else if (owed.headersSent) owed.once('close', () => socket.destroy());
  }
}

/** Whether it is the turn of a response, and nothing of it is sent. */
function isUnanswered({ socket, headersSent }: ServerResponse): boolean {
  return socket !== null && !headersSent;
}

export function answerFault(fault: NodeJS.ErrnoException, socket: Duplex): void {
  if (!socket.writable || fault.code === 'ECONNRESET') {
    socket.destroy();
    return;
  }
  socket.end(rawResponse(faultAnswer(fault.code)));
  setTimeout(() => socket.destroy(), LINGER_MS).unref();
}

function faultAnswer(code: string | undefined): TextAnswer {
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
