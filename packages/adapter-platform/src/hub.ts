import { App, decode, identifier, list } from '@memex/core/model';
import type { Hub } from '@memex/core/ports';
import { decodeResponse } from './decode-response.js';
import type { HttpClient } from './http-client.js';
import { type ServiceRequest, segmentOf } from './request.js';

const UserIds = list(identifier);

export function createHub(client: HttpClient): Hub {
  return {
    async users(appId, { from, to }, options) {
      const request = get(`/data/app/${segmentOf(appId)}/user`, { fromTs: from, toTs: to });
      const ids = decodeResponse(request, await client.send(request, options), (body) =>
        decode(UserIds, body),
      );
      return [...new Set(ids)];
    },
    async app(appId, options) {
      const request = get(`/data/app/${segmentOf(appId)}`);
      return decodeResponse(request, await client.send(request, options), (body) => decode(App, body));
    },
  };
}

function get(path: string, query: NonNullable<ServiceRequest['query']> = {}): ServiceRequest {
  return { service: 'hub', method: 'GET', path, query };
}
