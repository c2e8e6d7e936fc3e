import type { CallOptions } from '@memex/core/ports';
import { stringifyJson, throwIfAborted } from '@memex/core/toolkit';
import { AnswerError, beginningOf } from './answer-error.js';
import { callSignal } from './call-signal.js';
import { failureOf } from './failure.js';
import { createPace, type Pace } from './pace.js';
import { addressOf, type ServiceRequest, type ServiceResponse } from './request.js';
import { BusyError, type Passing, parseRetryAfter, type RetryPolicy, retrying } from './retry.js';
import { SERVICES, type ServiceName } from './service.js';
import { createTransport, type Transport, type WireResponse } from './transport.js';

export interface HttpClientOptions {
  /** Base address of the platform, without user and password. */
  readonly instance: string;
  /** Sent with every call; it appears in no error. */
  readonly apiKey: string;
  /** Longest time of one try, in milliseconds. */
  readonly timeout: number;
  /** Most calls under way at once, at each service. */
  readonly concurrency: number;
  readonly retry: RetryPolicy;
}

/** Calls services. Rejects with the errors that `Platform` lists. */
export interface HttpClient {
  send(request: ServiceRequest, options?: CallOptions): Promise<ServiceResponse>;
}

/** Answers that say that the same call may succeed soon. */
const TOO_MANY = 429;
const BUSY: readonly number[] = [TOO_MANY, 502, 503, 504];

/** A client that keeps connections alive, bounds what is under way at each service, and repeats what is safe to repeat. */
export function createHttpClient(options: HttpClientOptions): HttpClient {
  let transport: Promise<Transport> | undefined;
  const paces = new Map<ServiceName, Pace>();
  const paceOf = (service: ServiceName): Pace => {
    const pace = paces.get(service) ?? createPace(options.concurrency, options.retry.longestDelay);
    paces.set(service, pace);
    return pace;
  };
  return {
    async send(request, { signal } = {}) {
      throwIfAborted({ signal });
      const pace = paceOf(request.service);
      let succeeded = pace.succeeded();
      const passing: Passing = {
        isPassing: (error) =>
          request.method === 'GET' && (error instanceof BusyError || !(error instanceof AnswerError)),
        // A service that answers others while it refuses this call is not down: it takes so many calls a second.
        isForgiven(error) {
          const before = succeeded;
          succeeded = pace.succeeded();
          return error instanceof BusyError && error.status === TOO_MANY && succeeded > before;
        },
      };
      const attemptInTurn = async (): Promise<ServiceResponse> => {
        await pace.ready(signal);
        try {
          transport ??= createTransport(options.instance);
          const response = await attempt(await transport, request, options, signal);
          pace.note('done');
          return response;
        } catch (error) {
          if (error instanceof BusyError) pace.note(error);
          throw error;
        }
      };
      try {
        return await pace.run(() => retrying(attemptInTurn, passing, options.retry, signal));
      } catch (error) {
        throw failureOf(error, request, signal);
      }
    },
  };
}

async function attempt(
  transport: Transport,
  request: ServiceRequest,
  { instance, apiKey, timeout }: HttpClientOptions,
  outer: AbortSignal | undefined,
): Promise<ServiceResponse> {
  const { signal, release } = callSignal(timeout, outer);
  const body = request.body === undefined ? undefined : stringifyJson(request.body);
  try {
    const response = await transport({
      url: addressOf(instance, SERVICES[request.service].path, request),
      method: request.method,
      headers: {
        accept: 'application/json',
        'x-wenet-component-apikey': apiKey,
        ...(body === undefined
          ? {}
          : { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(body)) }),
      },
      body,
      signal,
    });
    if (response.status >= 200 && response.status < 300) return response;
    throw errorOf(response, beginningOf(response.text, apiKey));
  } finally {
    release();
  }
}

function errorOf({ status, headers }: WireResponse, body: string): AnswerError {
  return BUSY.includes(status)
    ? new BusyError(status, body, parseRetryAfter(headers['retry-after'], Date.now()))
    : new AnswerError(status, body);
}
