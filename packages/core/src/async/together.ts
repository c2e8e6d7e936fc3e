import type { CallOptions } from '../port/call.js';
import { linkedSignal } from './linked-signal.js';

/**
 * Makes several calls at the same time. If one fails, the others are aborted.
 *
 * @returns The results, in order. Rejects with the first failure, once all calls have ended.
 */
export async function together<T extends readonly unknown[]>(
  calls: { readonly [K in keyof T]: (options: CallOptions) => Promise<T[K]> },
  options?: CallOptions,
): Promise<T>;
export async function together(
  calls: readonly ((options: CallOptions) => Promise<unknown>)[],
  { signal }: CallOptions = {},
): Promise<readonly unknown[]> {
  const failed = new AbortController();
  const options = { signal: linkedSignal(failed.signal, signal) };
  let failure: { readonly error: unknown } | undefined;
  const results = await Promise.all(
    calls.map(async (call) => {
      try {
        return await call(options);
      } catch (error) {
        failure ??= { error };
        failed.abort();
        return undefined;
      }
    }),
  );
  if (failure !== undefined) throw failure.error;
  return results;
}
