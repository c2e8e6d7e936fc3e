import { isMemexError } from '@memex/core';
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
import { AnswerError } from './answer-error.js';
import type { HttpClient } from './http-client.js';
import { readAnswer } from './read-answer.js';
import type { ServiceRequest, ServiceResponse } from './request.js';

const Defined = record('DefinedAnalytic', { id: required(identifier) });
const Messages = list(Message);
const Results = list(AnalyticResult);

/** A Memex that is reached over its HTTP API. */
export function createMessageLogger(client: HttpClient): MessageLogger {
  return {
    messages: (query, options) =>
      walkLoggedMessages((page, pageOptions) => readPage(client, page, pageOptions), query, options),
    async query(descriptors, options) {
      const request: ServiceRequest = { ...call('POST', '/analytics/query'), body: descriptors };
      try {
        const answer = await client.send(request, options);
        return readAnswer(request, answer, (body) => decode(Results, body));
      } catch (error) {
        if (isUnknownCall(error)) return undefined;
        throw error;
      }
    },
    async define(descriptor, options) {
      const request: ServiceRequest = { ...call('POST', '/analytic'), body: descriptor };
      return readAnswer(request, await client.send(request, options), (body) => decode(Defined, body)).id;
    },
    async requestComputing(id, options) {
      await client.send(call('POST', '/analytic/compute', { id }), options);
    },
    async find(id, options) {
      const request = call('GET', '/analytic', { id });
      return readAnswer(request, await client.send(request, options), (body) => decode(Analytic, body));
    },
    async delete(id, options) {
      await client.send(call('DELETE', '/analytic', { id }), options);
    },
  };
}

/** The Python service gives no cursor. */
async function readPage(
  client: HttpClient,
  query: LoggedPageQuery,
  options: CallOptions,
): Promise<LoggedPage> {
  const request = call('GET', '/messages', { ...query });
  const answer = await client.send(request, options);
  return {
    messages: readAnswer(request, answer, (body) => decode(Messages, body)),
    cursor: cursorOf(answer),
  };
}

function cursorOf({ headers }: ServiceResponse): string | undefined {
  const cursor = headers['x-next-cursor'];
  return typeof cursor === 'string' ? cursor : undefined;
}

/** Whether a logger answered that it has no such call: the Python service and older ones have fewer. */
function isUnknownCall(error: unknown): boolean {
  const cause = isMemexError(error) ? error.cause : undefined;
  return cause instanceof AnswerError && [404, 405].includes(cause.status);
}

function call(
  method: ServiceRequest['method'],
  path: string,
  query: NonNullable<ServiceRequest['query']> = {},
): ServiceRequest {
  return { service: 'logger', method, path, query };
}
