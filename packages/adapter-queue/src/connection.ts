import { AbortedError, isMemexError, type UnavailableError } from '@memex/core';
import type { CallOptions, Startable } from '@memex/core/ports';
import { throwIfAborted } from '@memex/core/toolkit';
import { Redis } from 'ioredis';
import { callsForReconnecting, isPassing, reasonOf, unavailable } from './redis-error.js';
import { settled } from './settled.js';

export interface ConnectionOptions {
  /** `redis://[[user]:password@]host:port/db`, or `rediss://` */
  readonly url: string;
  /** Told of what goes wrong between calls. */
  readonly onError: (error: unknown) => void;
}

/** How long a start waits for its connection, in milliseconds: past it the connection comes by itself. */
const START_MS = 1_000;

/** How long a call may wait for Redis before its caller is told, in milliseconds. */
const CALL_TIMEOUT_MS = 900;

/** After how long without an answer a connection is made anew, in milliseconds: its other end may be gone without a word. */
const SILENCE_TIMEOUT_MS = 5_000;

const MAX_RECONNECT_DELAY_MS = 1_000;

/**
 * A connection for our own keys. While Redis is away, calls fail at once. It connects anew by itself: when the connection is lost or silent,
 * when user and password are refused, and when Redis answers that it takes no writes, since another server may be at its address by then.
 */
export class RedisConnection implements Startable {
  readonly redis: Redis;
  /** Why there is no connection; absent while there is one. */
  private failure: unknown;

  constructor({ url, onError }: ConnectionOptions) {
    this.redis = new Redis(url, {
      lazyConnect: true,
      enableOfflineQueue: false,
      maxRetriesPerRequest: 0,
      connectTimeout: 2_000,
      disconnectTimeout: 500,
      keepAlive: SILENCE_TIMEOUT_MS,
      socketTimeout: SILENCE_TIMEOUT_MS,
      retryStrategy: (attempt) => Math.min(attempt * 100, MAX_RECONNECT_DELAY_MS),
      reconnectOnError: (error) => {
        const reconnects = callsForReconnecting(error);
        if (reconnects) this.failure = error;
        return reconnects;
      },
    });
    this.redis.on('error', (error) => {
      this.failure = error;
      onError(unavailable(reasonOf(error), error));
    });
    this.redis.on('ready', () => {
      this.failure = undefined;
    });
  }

  async start(): Promise<void> {
    if (this.redis.status !== 'wait' && this.redis.status !== 'end') return;
    await settled([this.redis.connect()], START_MS);
  }

  async stop(): Promise<void> {
    this.redis.disconnect();
  }

  /**
   * The result of a call of Redis.
   *
   * @throws UnavailableError where Redis is away, unwilling or silent; the call may take effect yet. @throws AbortedError
   */
  call<A>(command: (redis: Redis) => Promise<A>, { signal }: CallOptions = {}): Promise<A> {
    return new Promise((resolve, reject) => {
      throwIfAborted({ signal });
      const answer = command(this.redis);
      const settle = (how: () => void): void => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', abort);
        how();
      };
      const abort = (): void => settle(() => reject(new AbortedError(signal?.reason)));
      const expire = (): void => settle(() => reject(this.unavailable('it did not answer in time')));
      // A timer of its own: a signal that times out costs as much as Redis does.
      const timer = setTimeout(expire, CALL_TIMEOUT_MS);
      signal?.addEventListener('abort', abort, { once: true });
      answer.then(
        (result) => settle(() => resolve(result)),
        (error: unknown) => settle(() => reject(this.errorOf(error))),
      );
    });
  }

  private errorOf(error: unknown): unknown {
    if (!(error instanceof Error) || isMemexError(error)) return error;
    // What the driver says of its queue of commands tells nothing: the cause is why there is no connection.
    if (error.name !== 'ReplyError') return this.unavailable('there is no connection to it', error);
    return isPassing(error) ? unavailable(reasonOf(error), error) : error;
  }

  private unavailable(reason: string, cause?: unknown): UnavailableError {
    return this.failure === undefined
      ? unavailable(reason, cause)
      : unavailable(reasonOf(this.failure), this.failure);
  }
}

/** Where a connection goes, without user and password. */
export function locationOf(url: string): string {
  const { protocol, host, pathname } = new URL(url);
  return `${protocol}//${host}${pathname}`;
}
