import { type CallOptions, stringifyJson, throwIfAborted } from '@memex/core';
import pLimit from 'p-limit';
import { AnswerError, beginningOf } from './answer-error.js';
import { failureOf } from './failure.js';
import { addressOf, type ServiceRequest, type ServiceResponse } from './request.js';
import { BusyError, parseRetryAfter, type RetryPolicy, retrying } from './retry.js';
import { SERVICES } from './service.js';

export interface HttpClientOptions {
  /** Base address of the platform, without user and password. */
  readonly instance: string;
  /** Sent with every call; it appears in no error. */
  readonly apiKey: string;
  /** Longest time of one try, in milliseconds. */
  readonly timeout: number;
  /** Most calls under way at once. */
  readonly concurrency: number;
  readonly retry: RetryPolicy;
}

/** Calls services. Rejects with the errors that `Platform` lists. */
export interface HttpClient {
  send(request: ServiceRequest, options?: CallOptions): Promise<ServiceResponse>;
}

/** Answers that say that the same call may succeed soon. */
const BUSY: readonly number[] = [429, 502, 503, 504];

/** A client that keeps connections alive, bounds what is under way, and repeats what is safe to repeat. */
export function createHttpClient(options: HttpClientOptions): HttpClient {
  const limit = pLimit(options.concurrency);
  return {
    async send(request, { signal } = {}) {
      throwIfAborted({ signal });
      const isPassing = (error: unknown): boolean =>
        request.method === 'GET' && (error instanceof BusyError || !(error instanceof AnswerError));
      try {
        return await retrying(
          () => limit(() => attempt(request, options, signal)),
          isPassing,
          options.retry,
          signal,
        );
      } catch (error) {
        throw failureOf(error, request, signal);
      }
    },
  };
}

async function attempt(
  request: ServiceRequest,
  { instance, apiKey, timeout }: HttpClientOptions,
  signal: AbortSignal | undefined,
): Promise<ServiceResponse> {
  const limits = [AbortSignal.timeout(timeout), ...(signal === undefined ? [] : [signal])];
  const response = await fetch(addressOf(instance, SERVICES[request.service].path, request), {
    method: request.method,
    headers: {
      accept: 'application/json',
      'x-wenet-component-apikey': apiKey,
      ...(request.body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    body: request.body === undefined ? null : stringifyJson(request.body),
    redirect: 'error',
    signal: AbortSignal.any(limits),
  });
  const text = await response.text();
  if (response.ok) return { headers: response.headers, text };
  const body = beginningOf(text, apiKey);
  if (!BUSY.includes(response.status)) throw new AnswerError(response.status, body);
  throw new BusyError(
    response.status,
    body,
    parseRetryAfter(response.headers.get('retry-after'), Date.now()),
  );
}
