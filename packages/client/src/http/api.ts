/** One call of Memex's HTTP API. */
export interface ApiRequest {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** Below the address of the API, its variable parts encoded. */
  readonly path: string;
  /** Parts that are undefined are left out. */
  readonly query?: Readonly<Record<string, string | number | boolean | undefined>>;
  /** Sent as JSON. */
  readonly body?: unknown;
}

/** The answer to a call that succeeded. */
export interface ApiResponse {
  /** Where the next page of a list begins; undefined after the last one, and from servers that give no cursors. */
  readonly nextCursor: string | undefined;
  /** What `read` makes of the body; throws what the caller of the API throws for a body that is not as it should be. */
  decode<A>(read: (body: unknown) => A): A;
}

export interface ApiCallOptions {
  /** Ends the call: it rejects then. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Sends calls to a Memex. Rejects where no answer came, and where the answer was an error; in the second case the error, or its cause, has
 * the `status`.
 */
export interface ApiCaller {
  send(request: ApiRequest, options?: ApiCallOptions): Promise<ApiResponse>;
}

/** The status that a call was answered with, if that is why it was rejected. */
export function statusOf(error: unknown): number | undefined {
  if (!(error instanceof Error)) return undefined;
  return 'status' in error && typeof error.status === 'number' ? error.status : statusOf(error.cause);
}
