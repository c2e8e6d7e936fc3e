import type { ApiCaller, ApiCallOptions, ApiRequest } from '../http/api.js';
import { UnreachableError } from '../model/errors.js';

/**
 * The items of a list, page by page to its end. The next page is asked for while the items of one are taken; who stops early ends that call.
 */
export async function* walkPages<A>(
  api: ApiCaller,
  request: ApiRequest,
  isPage: (body: unknown) => body is readonly A[],
  { signal }: ApiCallOptions = {},
): AsyncGenerator<A, void> {
  const stopped = new AbortController();
  const stop = (): void => stopped.abort(signal?.reason);
  signal?.addEventListener('abort', stop, { once: true });
  if (signal?.aborted) stop();
  const options = { signal: stopped.signal };
  const readAt = async (cursor: string | undefined) => {
    const response = await api.send({ ...request, query: { ...request.query, cursor } }, options);
    const items = response.decode((body) => {
      if (isPage(body)) return body;
      throw new UnreachableError(`GET ${request.path}: the answer is not that of a Memex`);
    });
    return { items, next: response.nextCursor };
  };
  try {
    for (let reading = readAt(undefined); ; ) {
      const { items, next } = await reading;
      if (next !== undefined) {
        reading = readAt(next);
        reading.catch(() => undefined); // Awaited in the next round; who stops before it waits for nothing.
      }
      yield* items;
      if (next === undefined) return;
    }
  } finally {
    signal?.removeEventListener('abort', stop);
    signal?.removeEventListener('abort', stop);
    stopped.abort();
  }
}
