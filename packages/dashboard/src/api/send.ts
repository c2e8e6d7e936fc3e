/** A call of the HTTP API, before it has a base address and a key. */
export interface SentCall {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** With the query, relative to the address of the API: `messages?project=library`. */
  readonly path: string;
  /** JSON; `undefined` for calls without a body. */
  readonly body: string | undefined;
  readonly signal: AbortSignal | undefined;
}

/** Carries calls to the API: `fetch` in the browser, the app itself on the server. */
export type Send = (call: SentCall) => Promise<Response>;
