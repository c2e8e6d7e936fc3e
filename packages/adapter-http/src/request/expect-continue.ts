import type { IncomingMessage, ServerResponse } from 'node:http';

/** Responses to requests whose clients wait for `100 Continue`. */
const waiting = new WeakSet<ServerResponse>();

/**
 * Delays `100 Continue` until the body is read, so that a rejection comes before it. After a rejection, Node closes the connection, since the client
 * may or may not send the body.
 */
export function deferContinue(response: ServerResponse): void {
  waiting.add(response);
}

/** Whether the client still waits for `100 Continue`. */
export function isContinueAwaited(response: ServerResponse): boolean {
  return waiting.has(response);
}

/** Sends `100 Continue` if the client waits for it. */
export function sendContinue(response: ServerResponse): void {
  if (waiting.delete(response)) response.writeContinue();
}

/** Whether the headers of a request announce a body. */
export function hasBody({ headers }: IncomingMessage): boolean {
  const { 'content-length': length, 'transfer-encoding': coding } = headers;
  return coding !== undefined || (length !== undefined && length !== '0');
}
