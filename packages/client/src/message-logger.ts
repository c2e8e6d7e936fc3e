/**
 * A Memex that is reached over HTTP, as the port that reports read it through. This entry point needs `@memex/core`: what is read is
 * decoded with its codecs.
 *
 * @packageDocumentation
 */

import {
  Analytic,
  AnalyticResult,
  decode,
  identifier,
  list,
  Message,
  record,
  required,
} from '@memex/core/model';
import type { CallOptions, MessageLogger } from '@memex/core/ports';
import { type LoggedPage, type LoggedPageQuery, walkLoggedMessages } from '@memex/core/toolkit';
import { type ApiCaller, statusOf } from './http/api.js';

export type { ApiCaller, ApiCallOptions, ApiRequest, ApiResponse } from './http/api.js';

const Defined = record('DefinedAnalytic', { id: required(identifier) });
const Messages = list(Message);
const Results = list(AnalyticResult);

/** A Memex, or a Python service before it, that is reached through a caller of its HTTP API. */
export function createMessageLogger(api: ApiCaller): MessageLogger {
  return {
    messages: (query, options) =>
      walkLoggedMessages((page, pageOptions) => readPage(api, page, pageOptions), query, options),
    async query(descriptors, options) {
      try {
        const request = { method: 'POST', path: '/analytics/query', body: descriptors } as const;
        return (await api.send(request, options)).decode((body) => decode(Results, body));
      } catch (error) {
        if (isUnknownCall(error)) return undefined;
        throw error;
      }
    },
    async define(descriptor, options) {
      const response = await api.send({ method: 'POST', path: '/analytic', body: descriptor }, options);
      return response.decode((body) => decode(Defined, body)).id;
    },
    async requestComputing(id, options) {
      await api.send({ method: 'POST', path: '/analytic/compute', query: { id } }, options);
    },
    async find(id, options) {
      const response = await api.send({ method: 'GET', path: '/analytic', query: { id } }, options);
      return response.decode((body) => decode(Analytic, body));
    },
    async delete(id, options) {
      await api.send({ method: 'DELETE', path: '/analytic', query: { id } }, options);
    },
  };
}

/** The Python service gives no cursor. */
async function readPage(api: ApiCaller, query: LoggedPageQuery, options: CallOptions): Promise<LoggedPage> {
  const response = await api.send({ method: 'GET', path: '/messages', query: { ...query } }, options);
  return { messages: response.decode((body) => decode(Messages, body)), cursor: response.nextCursor };
}

/** Whether a server answered that it has no such call: the Python service and older ones have fewer. */
function isUnknownCall(error: unknown): boolean {
  const status = statusOf(error);
  return status === 404 || status === 405;
}
