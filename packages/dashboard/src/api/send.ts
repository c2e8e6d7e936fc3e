/** A call of the HTTP API: a path, and what `fetch` takes beside the address. A key is added by who sends it. */
export interface SentCall {
  /** With the query, relative to the address of the API: `messages?project=library`. */
  readonly path: string;
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
  readonly signal: AbortSignal | null;
}

/** Carries calls to the API: with `fetch` in the browser, within the process on the server. */
export type Send = (call: SentCall) => Promise<Response>;
