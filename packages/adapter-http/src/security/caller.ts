import { hash, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { ForbiddenError } from '@memex/core';
import type { Projects } from '@memex/core/ports';
import { HttpError } from '../response/http-error.js';
import type { ApiKey } from './api-key.js';

/** The caller of a request, and what it may do. */
export interface Caller {
  /** Identifies the caller without revealing the key. */
  readonly name: string;
  /** The same; `undefined` if no keys are configured, so that callers cannot be distinguished. */
  readonly key: string | undefined;
  readonly projects: Projects;
  /** Whether it may make admin calls, which concern every project. */
  readonly admin: boolean;
}

/** What a route requires of its caller. */
export type Access = 'open' | 'key' | 'admin';

/** @throws HttpError or ForbiddenError if the caller may not use a route with this access. */
export type Authenticate = (headers: IncomingHttpHeaders, access: Access) => Caller;

const ANYONE: Caller = { name: 'anyone', key: undefined, projects: 'all', admin: false };

/** Without configured keys, anyone may do everything except admin calls. */
export function createAuthenticate(keys: readonly ApiKey[] | undefined): Authenticate {
  const known = keys?.map(({ key, projects, admin }) => {
    const digest = digestOf(key);
    const name = digest.toString('hex').slice(0, 16);
    const caller: Caller = {
      name,
      key: name,
      projects,
      // Admin calls concern every project, so a key that is limited to some projects cannot make them.
      admin: admin && projects === 'all',
    };
    return { digest, caller };
  });

  return (headers, access) => {
    const recognised = known === undefined ? ANYONE : recognise(known, presentedKey(headers));
    const caller = access === 'open' ? (recognised ?? ANYONE) : recognised;
    if (caller === undefined) {
      const challenge = { 'WWW-Authenticate': 'Bearer realm="memex"' };
      throw new HttpError(401, 'Unauthorized', 'a valid API key is required', challenge);
    }
    if (access === 'admin' && !caller.admin)
      throw new ForbiddenError('this call needs the API key of an admin');
    return caller;
  };
}

export const API_KEY_HEADER = 'x-wenet-component-apikey';

function presentedKey(headers: IncomingHttpHeaders): string | undefined {
  const own = headers[API_KEY_HEADER];
  if (typeof own === 'string') return own;
  return /^Bearer +(\S+)$/i.exec(headers.authorization ?? '')?.[1];
}

/** Compares with every key, each in constant time, so that the duration reveals nothing. */
function recognise(
  known: readonly { readonly digest: Buffer; readonly caller: Caller }[],
  presented: string | undefined,
): Caller | undefined {
  if (presented === undefined) return undefined;
  const digest = digestOf(presented);
  return known.filter((one) => timingSafeEqual(one.digest, digest))[0]?.caller;
}

function digestOf(key: string): Buffer {
  return Buffer.from(hash('sha256', key), 'hex');
}
