import type { CallOptions } from '@memex/core/ports';

/** Options for a request of the client that ends when the caller's signal fires. */
export function abortable({ signal }: CallOptions): { readonly signal?: AbortSignal } {
  return signal === undefined ? {} : { signal };
}
