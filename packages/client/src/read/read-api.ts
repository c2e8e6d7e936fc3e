import type {
  DescriptorInput,
  Log,
  LogsQuery,
  Message,
  MessageQuery,
  MessagesQuery,
  ResultOf,
  UserQuery,
} from '@memex/core';
import type { ApiCaller, ApiCallOptions, ApiRequest } from '../http/api.js';
import { AnswerError, UnreachableError } from '../model/errors.js';
import { walkPages } from './walk-pages.js';

/** A message with the id that Memex gave it. */
export type FoundMessage = Message & { readonly traceId: string };
/** A log with the id that Memex gave it. */
export type FoundLog = Log & { readonly traceId: string };

type Query = NonNullable<ApiRequest['query']>;
/** A query of which the client knows the project. */
export type ProjectQuery<Q extends { readonly project: string }> = Omit<Q, 'project' | 'cursor'> & {
  readonly project?: string | undefined;
};

/** A descriptor of which the client knows the project. */
export type ProjectDescriptor<D extends DescriptorInput = DescriptorInput> = D extends DescriptorInput
  ? Omit<D, 'project'> & { readonly project?: string | undefined }
  : never;

/** What is read of a Memex, and erased. Answers are taken to have the shape that the API promises. */
export interface ReadApi {
  messages(query: ProjectQuery<MessagesQuery>, options?: ApiCallOptions): AsyncIterable<Message>;
  logs(query: ProjectQuery<LogsQuery>, options?: ApiCallOptions): AsyncIterable<Log>;
  find(query: MessageQuery, options?: ApiCallOptions): Promise<FoundMessage | undefined>;
  findLog(query: { readonly traceId: string }, options?: ApiCallOptions): Promise<FoundLog | undefined>;
  compute<D extends ProjectDescriptor>(descriptor: D, options?: ApiCallOptions): Promise<ResultOf<D>>;
  eraseUser(query: UserQuery, options?: ApiCallOptions): Promise<number>;
}

export function createReadApi(api: ApiCaller, project: string | undefined): ReadApi {
  return {
    messages: (query, options) =>
      walkPages(api, listRequest('/messages', query, project), isMessages, options),
    logs: (query, options) => walkPages(api, listRequest('/logs', query, project), isLogs, options),
    find: (query, options) =>
      findOne(
        api,
        '/message',
        'traceId' in query ? { traceId: query.traceId } : fieldsOf(query, project),
        isMessage,
        options,
      ),
    findLog: ({ traceId }, options) => findOne(api, '/log', { id: traceId }, isLog, options),
    async compute<D extends ProjectDescriptor>(descriptor: D, options?: ApiCallOptions) {
      const body = [{ ...descriptor, project: descriptor.project ?? project }];
      const response = await api.send({ method: 'POST', path: '/analytics/query', body }, options);
      return response.decode((results) => {
        const result: unknown = Array.isArray(results) ? results[0] : undefined;
        if (isResultOf(descriptor, result)) return result;
        throw new UnreachableError('POST /analytics/query: the answer is not that of a Memex');
      });
    },
    async eraseUser(query, options) {
      const response = await api.send(
        { method: 'DELETE', path: '/messages', query: fieldsOf(query) },
        options,
      );
      return response.decode((body) => readNumber(body, 'deleted'));
    },
  };
}

function listRequest(path: string, query: object, project: string | undefined): ApiRequest {
  return { method: 'GET', path, query: fieldsOf(query, project) };
}

/** The fields of a query as parameters. Those that are null or undefined are left out. */
function fieldsOf(query: object, project?: string): Query {
  const fields: [string, unknown][] = Object.entries(query);
  const given = fields.filter(([, value]) => value !== undefined && value !== null);
  const parameters = given.map(([name, value]) => [
    name,
    value instanceof Date ? value.toISOString() : String(value),
  ]);
  return { ...(project === undefined ? {} : { project }), ...Object.fromEntries(parameters) };
}

async function findOne<A>(
  api: ApiCaller,
  path: string,
  query: Query,
  is: (body: unknown) => body is A,
  options?: ApiCallOptions,
): Promise<A | undefined> {
  try {
    const response = await api.send({ method: 'GET', path, query }, options);
    return response.decode((body) => {
      if (is(body)) return body;
      throw new UnreachableError(`GET ${path}: the answer is not that of a Memex`);
    });
  } catch (error) {
    if (error instanceof AnswerError && error.status === 404) return undefined;
    throw error;
  }
}

function isMessages(body: unknown): body is readonly Message[] {
  return Array.isArray(body);
}

function isLogs(body: unknown): body is readonly Log[] {
  return Array.isArray(body);
}

function isMessage(body: unknown): body is FoundMessage {
  return typeof body === 'object' && body !== null && 'messageId' in body;
}

function isLog(body: unknown): body is FoundLog {
  return typeof body === 'object' && body !== null && 'logId' in body;
}

function isResultOf<D extends ProjectDescriptor>({ type }: D, body: unknown): body is ResultOf<D> {
  return typeof body === 'object' && body !== null && 'type' in body && body.type === type;
}

function readNumber(body: unknown, name: string): number {
  return typeof body === 'object' && body !== null
    ? Number(Object.entries(body).find(([key]) => key === name)?.[1])
    : 0;
}
