import type { IncomingHttpHeaders } from 'node:http';
import { HttpError } from '../response/http-error.js';

/**
 * Accepts only requests with known host names. This prevents DNS rebinding: if the service needs no key because only this machine can reach it, a
 * web page in a browser on this machine could still call it, by making its own host name resolve to this machine.
 *
 * @param hosts - Names and addresses, in any case and without ports. By default, all are accepted.
 * @returns A check that throws HttpError for other host names.
 */
export function createHostCheck(
  hosts: readonly string[] | undefined,
): (headers: IncomingHttpHeaders) => void {
  if (hosts === undefined) return () => {};
  const known = new Set(hosts.map((host) => nameOf(host.toLowerCase())));
  let latest: string | undefined;
  return ({ host }) => {
    // Nearly all requests have the same one. Only HTTP/1.0 clients leave it out, and no browser is one.
    if (host === latest || host === undefined) return;
    if (known.has(nameOf(host.toLowerCase()))) {
      latest = host;
      return;
    }
    throw new HttpError(421, 'Malformed request', 'the service is not known under the host name of the call');
  };
}

/** Removes the port and the brackets. */
function nameOf(host: string): string {
  return /^\[([^\]]*)\](?::\d*)?$/.exec(host)?.[1] ?? host.replace(/^([^:]*):\d*$/, '$1');
}
