import { type CallOptions, decode, NotFoundError, Profile, type ProfileManager } from '@memex/core';
import type { HttpClient } from './http-client.js';
import { readAnswer } from './read-answer.js';
import type { ServiceRequest } from './request.js';

export function createProfileManager(client: HttpClient, concurrency: number): ProfileManager {
  return {
    async *profiles(userIds, options = {}) {
      const waiting = [...userIds].reverse();
      const underWay = new Set<Promise<Arrival>>();
      const next = (): void => {
        const userId = waiting.pop();
        if (userId === undefined) return;
        const fetching: Promise<Arrival> = findProfile(client, userId, options).then((profile) => ({
          profile,
          fetching,
        }));
        fetching.catch(() => undefined); // Awaited below; should the caller leave before that, nobody waits for it.
        underWay.add(fetching);
      };
      for (let begun = 0; begun < concurrency; begun++) next();
      while (underWay.size > 0) {
        const { profile, fetching } = await Promise.race(underWay);
        underWay.delete(fetching);
        next();
        if (profile !== undefined) yield profile;
      }
    },
  };
}

interface Arrival {
  readonly profile: Profile | undefined;
  readonly fetching: Promise<Arrival>;
}

async function findProfile(
  client: HttpClient,
  userId: string,
  options: CallOptions,
): Promise<Profile | undefined> {
  const path = `/profiles/${encodeURIComponent(userId)}`;
  const request: ServiceRequest = { service: 'profiles', method: 'GET', path };
  try {
    return readAnswer(request, await client.send(request, options), (body) => decode(Profile, body));
  } catch (error) {
    if (error instanceof NotFoundError) return undefined;
    throw error;
  }
}
