import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';

const LONGEST_RECONNECT_MILLIS = 1_000;

/** A connection for our own keys. While Redis is away, commands fail at once; it reconnects by itself. */
export function createRedis(url: string, onError: (error: unknown) => void): Redis {
  const redis = new Redis(url, {
    lazyConnect: true,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    connectTimeout: 2_000,
    retryStrategy: (attempt) => Math.min(attempt * 100, LONGEST_RECONNECT_MILLIS),
  });
  redis.on('error', onError);
  return redis;
}

/** How long a start waits for its connections, in milliseconds: past it they come by themselves. */
export const START_MILLIS = 1_000;

/** Resolves when all have settled, or it has waited long enough. */
export async function settled(waitedFor: readonly Promise<unknown>[], longestMillis: number): Promise<void> {
  const patience = new AbortController();
  const enough = sleep(longestMillis, undefined, { signal: patience.signal }).catch(() => undefined);
  await Promise.race([Promise.allSettled(waitedFor), enough]);
  patience.abort();
}

/** Where a connection goes, without user and password. */
export function locationOf(url: string): string {
  const { protocol, host, pathname } = new URL(url);
  return `${protocol}//${host}${pathname}`;
}
