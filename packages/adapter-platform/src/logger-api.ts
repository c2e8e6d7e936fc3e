import type { ApiCaller, ApiRequest } from '@memex/client/message-logger';
import type { HttpClient } from './http-client.js';
import { readAnswer } from './read-answer.js';

/** The API of the platform's logger, called as its other services are: at the same pace, with the same key and the same errors. */
export function createLoggerApi(client: HttpClient): ApiCaller {
  return {
    async send(call: ApiRequest, options) {
      const request = { ...call, service: 'logger' } as const;
      const response = await client.send(request, options);
      const cursor = response.headers['x-next-cursor'];
      return {
        nextCursor: typeof cursor === 'string' ? cursor : undefined,
        decode: (read) => readAnswer(request, response, read),
      };
    },
  };
}
