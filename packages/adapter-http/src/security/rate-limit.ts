import type { RateLimiterAbstract } from 'rate-limiter-flexible';
import { HttpError } from '../response/http-error.js';
import type { Access } from './access.js';

export interface RateOptions {
  /** How many writing requests a caller may send in a second. Of those that only read it may send half as many. */
  readonly perSecond: number;
  /** A client of ioredis, where several processes count together. While it fails, each counts by itself. */
  readonly redis?: unknown;
  /** What the names of its keys there begin with; `memex` by default. */
  readonly keyPrefix?: string | undefined;
}

/** Counts a request. @throws HttpError if it is one too many. */
export type CheckRate = (caller: string, access: Access) => Promise<void>;

/**
 * Limits the requests of each caller. Reads are counted apart, so that asking never keeps anybody from storing. Its package is loaded here, since most
 * services limit nothing.
 */
export function createRateCheck(options: RateOptions): CheckRate {
  const loaded = loadLimiters(options);
  return async (caller, access) => {
    const { write, read, RateLimiterRes } = await loaded;
    const limiter = access === 'read' ? read : write;
    try {
      await limiter.consume(caller);
    } catch (refusal) {
      if (!(refusal instanceof RateLimiterRes)) throw refusal;
      throw tooMany(limiter.points, refusal.msBeforeNext);
    }
  };
}

async function loadLimiters({ perSecond, redis, keyPrefix = 'memex' }: RateOptions) {
  const { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } = await import('rate-limiter-flexible');
  const limiterOf = (name: string, points: number): RateLimiterAbstract => {
    const options = { keyPrefix: `${keyPrefix}:rate:${name}`, points, duration: 1 };
    const here = new RateLimiterMemory(options);
    return redis === undefined
      ? here
      : new RateLimiterRedis({
          ...options,
          storeClient: redis,
          insuranceLimiter: here,
          rejectIfRedisNotReady: true,
        });
  };
  const write = limiterOf('write', perSecond);
  const read = limiterOf('read', Math.ceil(perSecond / 2));
  return { write, read, RateLimiterRes };
}

function tooMany(points: number, waitMs: number): HttpError {
  return new HttpError(429, 'Too many requests', `a caller may send ${points} of these in a second`, {
    'Retry-After': String(Math.max(1, Math.ceil(waitMs / 1_000))),
  });
}
