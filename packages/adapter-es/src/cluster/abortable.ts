import type { CallOptions } from '@memex/core/ports';

/** The options of a request that ends when the signal of the call fires. */
export function abortable({ signal }: CallOptions): { readonly signal?: AbortSignal } {
  return signal === undefined ? {} : { signal };
}
