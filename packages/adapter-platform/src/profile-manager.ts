import { isMemexError } from '@memex/core';
import { decode, Profile } from '@memex/core/model';
import type { ProfileManager } from '@memex/core/ports';
import { ServiceAnswerError } from './answer-error.js';
import { decodeResponse } from './decode-response.js';
import type { HttpClient } from './http-client.js';
import { type ServiceRequest, segmentOf } from './request.js';

export function createProfileManager(client: HttpClient): ProfileManager {
  return {
    async find(userId, options) {
      try {
        const path = `/profiles/${segmentOf(userId)}`;
        const request: ServiceRequest = { service: 'profiles', method: 'GET', path };
        const answer = await client.send(request, options);
        return { state: 'found', profile: decodeResponse(request, answer, (body) => decode(Profile, body)) };
      } catch (error) {
        if (!isMemexError(error)) throw error;
        if (error.code === 'not_found') return { state: 'missing' };
        if (error.code === 'internal' && !(error.cause instanceof ServiceAnswerError))
          return { state: 'malformed', reason: error.message };
        throw error;
      }
    },
  };
}
