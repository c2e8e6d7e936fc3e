import {
  Analytic,
  decode,
  identifier,
  list,
  Message,
  type MessageLogger,
  record,
  required,
} from '@memex/core';
import type { HttpClient } from './http-client.js';
import { readAnswer } from './read-answer.js';
import type { ServiceRequest } from './request.js';

const Defined = record('DefinedAnalytic', { id: required(identifier) });
const Messages = list(Message);

const PAGE = 1_000;

/** A Memex that is reached over its HTTP API. */
export function createMessageLogger(client: HttpClient): MessageLogger {
  return {
    async *messages(query, options) {
      for (let cursor: string | undefined, last = false; !last; last = cursor === undefined) {
        const request = call('GET', '/messages', { ...query, maxSize: PAGE, cursor });
        const answer = await client.send(request, options);
        yield* readAnswer(request, answer, (body) => decode(Messages, body));
        cursor = answer.headers.get('x-next-cursor') ?? undefined;
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

function call(
  method: ServiceRequest['method'],
  path: string,
  query: NonNullable<ServiceRequest['query']> = {},
): ServiceRequest {
  return { service: 'logger', method, path, query };
}
