import { MalformedError } from '@memex/core';
import type { HostAndPort, Login, RedisAddress, Some, TlsFiles } from './address.js';

const FORMS =
  'must be redis://[[user]:password@]host[:port][/db], redis+sentinel://…@host[:port],host[:port]/name[/db] or redis+cluster://…@host[:port],host[:port]; with TLS rediss…';

const PORT = 6_379;
const SENTINEL_PORT = 26_379;

/** The parameters that an address may have, by what they are for. */
const TLS_PARAMETERS = ['ssl_cert_reqs', 'ssl_ca_certs', 'ssl_certfile', 'ssl_keyfile'] as const;
const SENTINEL_PARAMETERS = ['sentinel_username', 'sentinel_password'] as const;
const SOCKET_PARAMETERS = ['virtual_host'] as const;

type Parameter =
  | (typeof TLS_PARAMETERS)[number]
  | (typeof SENTINEL_PARAMETERS)[number]
  | (typeof SOCKET_PARAMETERS)[number];

type Parameters = Readonly<Partial<Record<Parameter, string>>>;

/**
 * Reads the address of a Redis. It accepts what Celery accepted where that leads to one Redis: an empty database (`redis://host:6379//`), Unix sockets, and
 * the `ssl_` parameters.
 *
 * @param caFile - A PEM file of the authorities to trust; that of `ssl_ca_certs` by default.
 * @throws MalformedError that says what is wrong, and never contains a part of the address: any of them may be a password.
 */
export function parseRedisAddress(text: string, caFile?: string): RedisAddress {
  const [, secure, kind, authority = '', path = '', query = ''] =
    /^redis(s?)(?:\+(sentinel|cluster|socket))?:\/\/([^/?#]*)([^?#]*)(?:\?([^#]*))?$/.exec(text) ??
    fail(FORMS);
  const at = authority.lastIndexOf('@');
  const login = loginOf(authority.slice(0, Math.max(at, 0)));
  const hosts = authority.slice(at + 1);
  const parameters = parametersOf(query, [
    ...(secure === 's' ? TLS_PARAMETERS : []),
    ...(kind === 'sentinel' ? SENTINEL_PARAMETERS : []),
    ...(kind === 'socket' ? SOCKET_PARAMETERS : []),
  ]);
  const tls = secure === 's' ? tlsOf(parameters, caFile) : undefined;
  if (caFile !== undefined && tls === undefined)
    fail(
      'must begin with rediss if there is a file of authorities to trust: without TLS, nothing is checked',
    );
  switch (kind) {
    case 'sentinel':
      return {
        kind,
        login,
        tls,
        sentinels: hostsOf(hosts, SENTINEL_PORT),
        sentinelLogin: sentinelLoginOf(parameters),
        ...watchedOf(path),
      };
    case 'cluster':
      if (databaseIn(path) !== 0) fail('must not name a database: a cluster has only 0');
      return { kind, login, tls, nodes: hostsOf(hosts, PORT) };
    case 'socket':
      if (hosts !== '' || path === '')
        fail('must be redis+socket:///path or redis+socket://user:password@/path');
      if (secure === 's') fail('must not begin with rediss: a socket on this machine has no TLS');
      return {
        kind,
        login,
        tls: undefined,
        path: decoded(path),
        database: databaseIn(`/${parameters.virtual_host ?? ''}`),
      };
    default:
      return { kind: 'server', login, tls, server: onlyHostOf(hosts), database: databaseIn(path) };
  }
}

/** An address that was parsed already, or its text. */
export function addressFrom(url: string | RedisAddress): RedisAddress {
  return typeof url === 'string' ? parseRedisAddress(url) : url;
}

function fail(message: string): never {
  throw new MalformedError([{ path: '', message }]);
}

function loginOf(text: string): Login | undefined {
  const colon = text.indexOf(':');
  const [username, password] = colon < 0 ? [text, ''] : [text.slice(0, colon), text.slice(colon + 1)];
  return loginFrom(decoded(username), decoded(password));
}

function sentinelLoginOf({ sentinel_username = '', sentinel_password = '' }: Parameters): Login | undefined {
  return loginFrom(sentinel_username, sentinel_password);
}

function loginFrom(username: string, password: string): Login | undefined {
  if (username !== '' && password === '') fail('must have a password where it has a user: user:password@');
  return password === '' ? undefined : { username: username === '' ? undefined : username, password };
}

function onlyHostOf(text: string): HostAndPort {
  const [first, ...others] = hostsOf(text, PORT);
  if (others.length > 0) fail('must have one host: several need redis+sentinel:// or redis+cluster://');
  return first;
}

function hostsOf(text: string, port: number): Some<HostAndPort> {
  const [first = '', ...others] = text.split(',');
  return [hostOf(first, port), ...others.map((one) => hostOf(one, port))];
}

function hostOf(text: string, defaultPort: number): HostAndPort {
  const [, inBrackets, name, digits] =
    /^(?:\[([\da-f:.]+)\]|([\w.-]+))(?::(\d{1,5}))?$/i.exec(text.trim()) ??
    fail('must have host names or addresses, each with a port from 1 to 65535 or none, separated by commas');
  const port = digits === undefined ? defaultPort : Number(digits);
  if (port < 1 || port > 65_535) fail('must have ports from 1 to 65535');
  return { host: inBrackets ?? name ?? '', port };
}

/** What the sentinels watch, and the database. */
function watchedOf(path: string): { readonly name: string; readonly database: number } {
  const [, name = '', database = ''] =
    /^\/([^/]+)(\/.*)?$/.exec(path) ?? fail('must name what the sentinels watch: …/name or …/name/db');
  return { name: decoded(name), database: databaseIn(database) };
}

/** Celery wrote an empty path, or a second slash, for the database 0. */
function databaseIn(path: string): number {
  const [, digits = ''] =
    /^\/{0,2}(\d{0,5})$/.exec(decoded(path)) ?? fail('must end with the number of a database, such as /0');
  return Number(digits);
}

function tlsOf(parameters: Parameters, caFile: string | undefined): TlsFiles {
  const { ssl_cert_reqs = 'required', ssl_ca_certs, ssl_certfile, ssl_keyfile } = parameters;
  if (!/^(?:CERT_)?REQUIRED$/i.test(ssl_cert_reqs))
    fail('must not have another ssl_cert_reqs than required: certificates are always checked');
  if ((ssl_certfile === undefined) !== (ssl_keyfile === undefined))
    fail('must have both of ssl_certfile and ssl_keyfile, or neither');
  const own =
    ssl_certfile === undefined || ssl_keyfile === undefined
      ? undefined
      : { certificateFile: ssl_certfile, keyFile: ssl_keyfile };
  return { caFile: caFile ?? ssl_ca_certs, own };
}

function parametersOf(query: string, allowed: readonly Parameter[]): Parameters {
  const found: Partial<Record<Parameter, string>> = {};
  for (const part of query.split('&').filter(Boolean)) {
    const equals = part.indexOf('=');
    const name = allowed.find((one) => one === part.slice(0, Math.max(equals, 0)));
    if (name === undefined) return fail(unknownParameter(allowed));
    if (found[name] !== undefined) return fail(`must have ${name} once`);
    found[name] = decoded(part.slice(equals + 1));
  }
  return found;
}

function unknownParameter(allowed: readonly Parameter[]): string {
  const known = allowed.length === 0 ? 'no parameters' : `no other parameters than ${allowed.join(', ')}`;
  return `must have ${known} after a question mark, and %3F for one in a password`;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch (cause) {
    if (!(cause instanceof URIError)) throw cause;
    return fail('must have a percent sign only as %25, or before two hexadecimal digits');
  }
}
