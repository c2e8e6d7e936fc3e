import { hash, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { HttpError } from '../response/http-error.js';
import { type Access, checkAccess, type Grant } from './access.js';
import type { ApiKey } from './api-key.js';

/** The caller of a request, and what it may do. */
export type Caller = {
  /** Identifies the caller without revealing the key. */
  readonly name: string;
  /** The same; `undefined` for a caller without a key, whom nothing distinguishes from others. */
  readonly key: string | undefined;
} & Grant;

/** @throws HttpError or ForbiddenError if the caller may not use a route with this access. */
export type Authenticate = (headers: IncomingHttpHeaders, access: 'open' | Access) => Caller;

/** Everybody, if no keys are configured: all but admin calls is allowed. */
const ANYONE: Caller = { name: 'anyone', key: undefined, access: 'write', projects: 'all' };
/** A caller of an open route without a key, although some are configured. */
const NOBODY: Caller = { name: 'nobody', key: undefined, access: 'read', projects: [] };

export function createAuthenticate(keys: readonly ApiKey[] | undefined): Authenticate {
  const known = keys?.map(({ key: presented, ...grant }) => {
    const digest = digestOf(presented);
    const name = digest.toString('hex').slice(0, 16);
    return { digest, caller: { name, key: name, ...grant } };
  });

  return (headers, access) => {
    const caller = known === undefined ? ANYONE : recognise(known, presentedKey(headers));
    if (access === 'open') return caller ?? NOBODY;
    if (caller === undefined) {
      const challenge = { 'WWW-Authenticate': 'Bearer realm="memex"' };
      throw new HttpError(401, 'Unauthorized', 'a valid API key is required', challenge);
    }
    checkAccess(caller, access);
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
