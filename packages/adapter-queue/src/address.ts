/** At least one. */
export type Some<A> = readonly [A, ...A[]];

/** Where a server listens. */
export interface HostAndPort {
  readonly host: string;
  readonly port: number;
}

/** A server, as sockets are told of it. */
export type Endpoint = HostAndPort | { readonly path: string };

/** Who connects. Without a user, it is Redis's own, `default`. */
export interface Login {
  readonly username: string | undefined;
  readonly password: string;
}

/** PEM files. Without an authority, those of the system are trusted. */
export interface TlsFiles {
  readonly caFile: string | undefined;
  /** The certificate of the client and its key, if the server asks for one. */
  readonly own: { readonly certificateFile: string; readonly keyFile: string } | undefined;
}

interface Reached {
  readonly login: Login | undefined;
  /** `undefined`: not encrypted. */
  readonly tls: TlsFiles | undefined;
}

/** One server, which always takes the writes. */
export interface ServerAddress extends Reached {
  readonly kind: 'server';
  readonly server: HostAndPort;
  readonly database: number;
}

/** One server on this machine, by the path of its Unix socket. */
export interface SocketAddress extends Reached {
  readonly kind: 'socket';
  readonly path: string;
  readonly database: number;
  readonly tls: undefined;
}

/** Sentinels, which know which server takes the writes now. */
export interface SentinelAddress extends Reached {
  readonly kind: 'sentinel';
  readonly sentinels: Some<HostAndPort>;
  readonly sentinelLogin: Login | undefined;
  /** What the sentinels call the servers that they watch. */
  readonly name: string;
  readonly database: number;
}

/** Some nodes of a cluster. A cluster has only the database 0. */
export interface ClusterAddress extends Reached {
  readonly kind: 'cluster';
  readonly nodes: Some<HostAndPort>;
}

/** Where a Redis is, as {@link parseRedisAddress} reads it. */
export type RedisAddress = ServerAddress | SocketAddress | SentinelAddress | ClusterAddress;

/** The address as text, without user, password and files. */
export function locationOf(address: RedisAddress): string {
  const scheme = address.tls === undefined ? 'redis' : 'rediss';
  switch (address.kind) {
    case 'server':
      return `${scheme}://${hostText(address.server)}/${address.database}`;
    case 'socket':
      return `redis+socket://${address.path}?virtual_host=${address.database}`;
    case 'sentinel': {
      const { sentinels, name, database } = address;
      return `${scheme}+sentinel://${sentinels.map(hostText).join(',')}/${name}/${database}`;
    }
    case 'cluster':
      return `${scheme}+cluster://${address.nodes.map(hostText).join(',')}`;
  }
}

/** The number of the database to select. */
export function databaseOf(address: RedisAddress): number {
  return address.kind === 'cluster' ? 0 : address.database;
}

/**
 * What every key begins with. In a cluster, braces around it put all keys into one slot, and so on one node, as scripts that use several keys and the
 * blocking wait for jobs need.
 */
export function keyPrefixOf(address: RedisAddress, prefix: string): string {
  return address.kind === 'cluster' && !/\{[^}]+\}/.test(prefix) ? `{${prefix}}` : prefix;
}

/** A host and its port; the host in brackets if it contains colons. */
function hostText({ host, port }: HostAndPort): string {
  return `${host.includes(':') ? `[${host}]` : host}:${port}`;
}
