import type { IncomingHttpHeaders } from 'node:http';
import { RequestRefused } from '../response/request-refused.js';

/**
 * Lets in calls to known host names only. Where no key is needed because nobody but this machine reaches the service, a web page could
 * call it from the browser of this machine, once the name of the page's host is made to lead here (DNS rebinding).
 *
 * @param hosts - Names and addresses, in any case and without ports; every host where absent.
 * @returns Throws RequestRefused for other ones.
 */
export function createHostCheck(
  hosts: readonly string[] | undefined,
): (headers: IncomingHttpHeaders) => void {
  if (hosts === undefined) return () => {};
  const known = new Set(hosts.map((host) => nameOf(host.toLowerCase())));
  let latest: string | undefined;
  return ({ host }) => {
    // Nearly all calls name the same one. Only clients of HTTP/1.0, which no browser is, leave it out.
    if (host === latest || host === undefined) return;
    if (known.has(nameOf(host.toLowerCase()))) {
      latest = host;
      return;
    }
    throw new RequestRefused(
      421,
      'Malformed request',
      'the service is not known under the host name of the call',
    );
  };
}

/** Without port and brackets. */
function nameOf(host: string): string {
  return /^\[([^\]]*)\](?::\d*)?$/.exec(host)?.[1] ?? host.replace(/^([^:]*):\d*$/, '$1');
}
