import type { ApiCaller, ApiRequest } from '@memex/client/message-logger';
import { decodeResponse } from './decode-response.js';
import type { HttpClient } from './http-client.js';

/** Calls the platform's logger like the other services: with the same throttle, key and errors. */
export function createLoggerApi(client: HttpClient): ApiCaller {
  return {
    async send(call: ApiRequest, options) {
      const request = { ...call, service: 'logger' } as const;
      const response = await client.send(request, options);
      const cursor = response.headers['x-next-cursor'];
      return {
        nextCursor: typeof cursor === 'string' ? cursor : undefined,
        decode: (read) => decodeResponse(request, response, read),
      };
    },
  };
}
