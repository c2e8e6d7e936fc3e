import { setMaxListeners } from 'node:events';
import type { CallOptions } from '@memex/core/ports';
import { startDeadline, stringifyJson, throwIfAborted } from '@memex/core/toolkit';
import { excerptOf, ServiceAnswerError } from './answer-error.js';
import { platformErrorOf } from './platform-error.js';
import { addressOf, type ServiceRequest, type ServiceResponse } from './request.js';
import { BusyError, type CallRetries, parseRetryAfter, type RetryRules, withRetries } from './retry.js';
import { SERVICES, type ServiceName } from './service.js';
import { createThrottle, type Throttle } from './throttle.js';
import { createTransport, type Transport, type WireResponse } from './transport.js';

export interface HttpClientOptions {
  /** Base address of the platform, without user and password. */
  readonly instance: string;
  /** Sent with every call. Never part of an error. */
  readonly apiKey: string;
  /** Timeout of one attempt, in milliseconds. */
  readonly timeoutMs: number;
  /** Most concurrent calls to each service. */
  readonly concurrency: number;
  readonly retry: CallRetries;
}

/** Calls services. Rejects with the errors that `Platform` lists. */
export interface HttpClient {
  send(request: ServiceRequest, options?: CallOptions): Promise<ServiceResponse>;
}

/** Statuses after which the same call may soon succeed. */
const TOO_MANY = 429;
const BUSY: readonly number[] = [TOO_MANY, 502, 503, 504];

/** A client that reuses connections, limits the concurrent calls to each service, and retries calls that are safe to repeat. */
export function createHttpClient(options: HttpClientOptions): HttpClient {
  let transport: Promise<Transport> | undefined;
  const throttles = new Map<ServiceName, Throttle>();
  const throttleOf = (service: ServiceName): Throttle => {
    const throttle = throttles.get(service) ?? createThrottle(options.concurrency, options.retry.maxDelayMs);
    throttles.set(service, throttle);
    return throttle;
  };
  return {
    async send(request, { signal } = {}) {
      throwIfAborted({ signal });
      const throttle = throttleOf(request.service);
      let succeeded = throttle.succeeded();
      const rules: RetryRules = {
        isTransient: (error) =>
          request.method === 'GET' && (error instanceof BusyError || !(error instanceof ServiceAnswerError)),
        // If other calls succeeded meanwhile, the service is not down but limits the rate: the retry is not counted.
        isUncounted(error) {
          const before = succeeded;
          succeeded = throttle.succeeded();
          return error instanceof BusyError && error.status === TOO_MANY && succeeded > before;
        },
      };
      const attemptInTurn = async (): Promise<ServiceResponse> => {
        await throttle.waitUntilReady(signal);
        try {
          transport ??= createTransport(options.instance);
          const response = await attempt(await transport, request, options, signal);
          throttle.record('done');
          return response;
        } catch (error) {
          if (error instanceof BusyError) throttle.record(error);
          throw error;
        }
      };
      try {
        return await throttle.run(() => withRetries(attemptInTurn, rules, options.retry, signal));
      } catch (error) {
        throw platformErrorOf(error, request, signal);
      }
    },
  };
}

async function attempt(
  transport: Transport,
  request: ServiceRequest,
  { instance, apiKey, timeoutMs }: HttpClientOptions,
  outer: AbortSignal | undefined,
): Promise<ServiceResponse> {
  if (outer !== undefined) setMaxListeners(0, outer); // One listener per concurrent call, so not a leak.
  const { signal, release } = startDeadline(timeoutMs, { signal: outer });
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
    throw errorOf(response, excerptOf(response.text, apiKey));
  } finally {
    release();
  }
}

function errorOf({ status, headers }: WireResponse, body: string): ServiceAnswerError {
  return BUSY.includes(status)
    ? new BusyError(status, body, parseRetryAfter(headers['retry-after'], Date.now()))
    : new ServiceAnswerError(status, body);
}
