import type { IncomingMessage, ServerResponse } from 'node:http';

/** Answers to requests whose clients wait to be asked for the body. */
const waiting = new WeakSet<ServerResponse>();

/**
 * Leaves it to whoever reads the body to ask for it, so that a refusal comes before. Then Node closes the connection: what the client
 * sends next may be the body or not.
 */
export function deferContinue(response: ServerResponse): void {
  waiting.add(response);
}

/** Whether the client still waits to be asked for the body. */
export function isContinueAwaited(response: ServerResponse): boolean {
  return waiting.has(response);
}

/** Asks for the body where the client waits for that. */
export function askForBody(response: ServerResponse): void {
  if (waiting.delete(response)) response.writeContinue();
}

/** Whether a request says that it has a body. */
export function announcesBody({ headers }: IncomingMessage): boolean {
  const { 'content-length': length, 'transfer-encoding': coding } = headers;
  return coding !== undefined || (length !== undefined && length !== '0');
}
