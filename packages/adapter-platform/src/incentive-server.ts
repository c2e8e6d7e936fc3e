import { decode, list, UserCohort } from '@memex/core/model';
import type { IncentiveServer } from '@memex/core/ports';
import { decodeResponse } from './decode-response.js';
import type { HttpClient } from './http-client.js';
import type { ServiceRequest } from './request.js';

const Cohorts = list(UserCohort);

export function createIncentiveServer(client: HttpClient): IncentiveServer {
  return {
    async cohorts(options) {
      const request: ServiceRequest = { service: 'incentives', method: 'GET', path: '/api/UsersCohorts/' };
      return decodeResponse(request, await client.send(request, options), (body) => decode(Cohorts, body));
    },
  };
}
