import { AnswerError, UnreachableError } from '../model/errors.js';
import { isPageHidden } from '../page/page.js';
import type { ApiCaller, ApiCallOptions, ApiRequest, ApiResponse } from './api.js';
import { backoffDelay, sleep } from './backoff.js';
import { isPassing, parseRetryAfter } from './passing.js';

export interface FetchOptions {
  /** Address of the API. */
  readonly url: string;
  readonly apiKey: string | undefined;
  /** Longest time of one attempt, in milliseconds. */
  readonly timeout: number;
}

/** One answer, whatever its status. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** Sends one request, once. */
export type Transport = (request: WireRequest, signal?: AbortSignal) => Promise<Answer>;

export interface WireRequest {
  readonly method: string;
  readonly path: string;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Requests to one Memex, with the `fetch` of the platform. @throws UnreachableError where no whole answer came. */
export function createTransport({ url, apiKey, timeout }: FetchOptions): Transport {
  const base = url.replace(/\/+$/, '');
  const common: Record<string, string> = { accept: 'application/json' };
  if (apiKey !== undefined) common.authorization = `Bearer ${apiKey}`;
  const sending = { ...common, 'content-type': 'application/json' };
  return async ({ method, path, body, headers }, signal) => {
    // AbortSignal.any and AbortSignal.timeout would leave something behind at each call, some of it for as long as the signal lives.
    const ended = new AbortController();
    const stop = (): void => ended.abort(signal?.reason);
    const timer = setTimeout(() => ended.abort(TOOK_TOO_LONG), timeout);
    signal?.addEventListener('abort', stop, { once: true });
    try {
      signal?.throwIfAborted();
      const response = await fetch(base + path, {
        method,
        // A redirected POST would arrive as a GET.
        redirect: 'manual',
        // Goes on when the page ends. Browsers allow it for so many bytes.
        keepalive: body !== undefined && body.length < MAX_KEPT_ALIVE && isPageHidden(),
        headers: { ...(body === undefined ? common : sending), ...headers },
        signal: ended.signal,
        ...(body === undefined ? {} : { body }),
      });
      return { status: response.status, headers: response.headers, text: await response.text() };
    } catch (error) {
      signal?.throwIfAborted();
      const reason = ended.signal.aborted ? `no answer within ${timeout} ms` : reasonOf(error);
      throw new UnreachableError(`${method} ${pathOf(path)}: ${reason}`, { cause: error });
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener('abort', stop);
    }
  };
}

const MAX_KEPT_ALIVE = 20_000;
const TOOK_TOO_LONG = 'it took too long';

/** The error of an answer that is none of success. */
export function answerError({ method, path }: WireRequest, { status, headers, text }: Answer): AnswerError {
  const retryAfter = parseRetryAfter(headers.get('retry-after'), Date.now());
  return new AnswerError(status, saidBy(text), `${method} ${pathOf(path)}`, retryAfter);
}

/** How often a call that changes nothing is repeated. */
const RETRIES = 4;

/** Calls of the API. What changes nothing is repeated while that may help. */
export function createApi(transport: Transport): ApiCaller {
  return {
    async send(request, options = {}) {
      for (let failures = 0; ; failures++) {
        try {
          return await sendOnce(transport, request, options);
        } catch (error) {
          const isRepeated = request.method === 'GET' && failures < RETRIES && isPassing(error);
          if (!isRepeated) throw error;
          await sleep(backoffDelay(failures, error), options.signal);
        }
      }
    },
  };
}

async function sendOnce(
  transport: Transport,
  request: ApiRequest,
  { signal }: ApiCallOptions,
): Promise<ApiResponse> {
  signal?.throwIfAborted();
  const { method, query = {} } = request;
  const path = `${request.path}${queryText(query)}`;
  const wire = {
    method,
    path,
    ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
  };
  const answer = await transport(wire, signal);
  if (answer.status < 200 || answer.status > 299) throw answerError(wire, answer);
  return {
    nextCursor: answer.headers.get('x-next-cursor') ?? undefined,
    decode(read) {
      return read(parseBody(wire, answer));
    },
  };
}

function parseBody(request: WireRequest, answer: Answer): unknown {
  try {
    return JSON.parse(answer.text);
  } catch (error) {
    throw new UnreachableError(`${request.method} ${pathOf(request.path)}: the answer is not JSON`, {
      cause: error,
    });
  }
}

function queryText(query: NonNullable<ApiRequest['query']>): string {
  const parts = Object.entries(query).flatMap(([name, value]) =>
    value === undefined ? [] : [`${encodeURIComponent(name)}=${encodeURIComponent(value)}`],
  );
  return parts.length === 0 ? '' : `?${parts.join('&')}`;
}

/** A path without its query, which may name a user. */
function pathOf(path: string): string {
  return path.replace(/\?.*$/, '');
}

function reasonOf(error: unknown): string {
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  if (cause instanceof Error && 'code' in cause) return `no answer (${String(cause.code)})`;
  return `no answer (${cause instanceof Error ? cause.message : String(cause)})`;
}

const MAX_SAID = 300;

/** What an answer says: the `status` of Memex's own, else the beginning of its body. */
function saidBy(text: string): string {
  let said = text;
  try {
    const body: unknown = JSON.parse(text);
    if (typeof body === 'object' && body !== null && 'status' in body) said = String(body.status);
  } catch {
    // Another server's page.
  }
  return said.slice(0, MAX_SAID).replaceAll(/\s+/g, ' ').trim();
}
