import pLimit, { type LimitFunction } from 'p-limit';

/** Runs a call of an API key, or of nobody in particular, when it is its turn. */
export type KeyedLimit = <A>(key: string | undefined, call: () => Promise<A>) => Promise<A>;

/** Lets every key run at most so many calls at once. Its other calls wait, and keep nobody else waiting. */
export function createKeyedLimit(atOnce: number): KeyedLimit {
  const limits = new Map<string | undefined, LimitFunction>();
  return (key, call) => {
    const limit = limits.get(key) ?? pLimit(atOnce);
    limits.set(key, limit);
    return limit(call);
  };
}
