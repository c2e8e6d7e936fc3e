import type { Api, ListPage } from './api.js';
import { ApiError, apiErrorOf } from './api-error.js';
import type { Send, SentCall } from './send.js';

/** What a call takes in its query; `undefined` is left out. */
type Query = Readonly<Record<string, string | number | boolean | undefined>>;

interface Options {
  readonly signal?: AbortSignal | undefined;
  readonly body?: unknown;
}

const JSON_HEADERS = { 'Content-Type': 'application/json' };

/** Makes the calls of the API out of one function that carries them. */
export function createApi(send: Send): Api {
  const call = async (
    method: SentCall['method'],
    path: string,
    query: Query,
    { signal, body }: Options = {},
  ): Promise<Response> => {
    const response = await reach(send, {
      method,
      path: path + queryText(query),
      headers: body === undefined ? {} : JSON_HEADERS,
      body: body === undefined ? null : JSON.stringify(body),
      signal: signal ?? null,
    });
    if (!response.ok) throw await apiErrorOf(response);
    return response;
  };
  const get = async <T>(path: string, query: Query, options?: Options): Promise<T> =>
    (await call('GET', path, query, options)).json();
  const list = async <T>(path: string, query: Query, options?: Options): Promise<ListPage<T>> => {
    const response = await call('GET', path, query, options);
    return { items: await response.json(), cursor: response.headers.get('x-next-cursor') ?? undefined };
  };

  return {
    session: (options) => get('session', {}, options),
    projects: (options) => get('projects', {}, options),
    query: async (body, options) => (await call('POST', 'analytics/query', {}, { ...options, body })).json(),
    conversations: (query, options) => list('conversations', { ...query }, options),
    conversation: ({ conversationId, ...query }, options) =>
      list(`performance/conversation/${encodeURIComponent(conversationId)}`, query, options),
    messages: (query, options) => list('messages', { ...query }, options),
    logs: (query, options) => list('logs', { ...query }, options),
    analytics: (query, options) => list('analytics', query, options),
    define: async (body) => {
      const { id }: { readonly id: string } = await (await call('POST', 'analytic', {}, { body })).json();
      return id;
    },
    compute: async (id) => void (await call('POST', 'analytic/compute', { id })),
    remove: async (id) => void (await call('DELETE', 'analytic', { id })),
    status: (options) => get('status', {}, options),
    deadJobs: (query, options) => list('jobs/dead', query, options),
    retryJob: async (id) => void (await call('POST', 'jobs/retry', { id })),
    dropJob: async (id) => void (await call('DELETE', 'job', { id })),
  };
}

/** A call that was given up fails as such; anything else means that nobody answered. */
async function reach(send: Send, call: SentCall): Promise<Response> {
  try {
    return await send(call);
  } catch (error) {
    if (call.signal?.aborted) throw error;
    throw new ApiError('the service does not answer', undefined, { cause: error });
  }
}

function queryText(query: Query): string {
  const given = Object.entries(query).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(value)]],
  );
  return given.length === 0 ? '' : `?${new URLSearchParams(given)}`;
}
