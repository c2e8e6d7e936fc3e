import type { CallOptions } from '../port/call.js';
import { linkedSignal } from './linked-signal.js';

/**
 * Makes calls at the same time, and awaits all of them. Where one fails the others are aborted.
 *
 * @returns What each gave, in order; rejects with the first failure, once every call has ended.
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
