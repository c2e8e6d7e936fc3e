import { decode, list, UserCohort } from '@memex/core/model';
import type { IncentiveServer } from '@memex/core/ports';
import type { HttpClient } from './http-client.js';
import { readAnswer } from './read-answer.js';
import type { ServiceRequest } from './request.js';

const Cohorts = list(UserCohort);

export function createIncentiveServer(client: HttpClient): IncentiveServer {
  return {
    async cohorts(options) {
      const request: ServiceRequest = { service: 'incentives', method: 'GET', path: '/api/UsersCohorts/' };
      return readAnswer(request, await client.send(request, options), (body) => decode(Cohorts, body));
    },
  };
}
