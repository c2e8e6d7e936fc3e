import { readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { connect as connectSecurely, type SecureContextOptions } from 'node:tls';
import { InternalError } from '@memex/core';
import type { Endpoint, HostAndPort, Login, RedisAddress, Some, TlsFiles } from './address.js';
import { askRedis } from './ask-redis.js';
import { reasonOf } from './redis-error.js';

/** How long to wait before asking again where the server is, in milliseconds. */
const RETRY_DELAY_MS = 250;

/** Where the server is that takes writes now. Each new connection asks anew, so after a failover all go to the new server. */
export class Primary {
  readonly tls: SecureContextOptions | undefined;
  private finding: Promise<Endpoint> | undefined;
  /** The node that answered last, which is asked first. */
  private answered: HostAndPort | undefined;

  /** @param slotKey - A key in the slot of all keys, if it is a cluster. */
  constructor(
    private readonly address: RedisAddress,
    private readonly slotKey: string,
  ) {
    this.tls = address.tls === undefined ? undefined : readTls(address.tls);
  }

  /**
   * Finds the server, however long it takes. Resolves with `undefined` if it is no longer wanted.
   *
   * @param onError - Called each time it is not found.
   */
  async wait(isWanted: () => boolean, onError: (error: Error) => void): Promise<Endpoint | undefined> {
    while (isWanted()) {
      try {
        const endpoint = await this.find();
        return isWanted() ? endpoint : undefined;
      } catch (error) {
        if (!isWanted()) return undefined;
        onError(error instanceof Error ? error : new Error(String(error)));
        await sleep(RETRY_DELAY_MS);
      }
    }
    return undefined;
  }

  /** A connection to a server, which is not made yet. */
  connect(endpoint: Endpoint): Socket {
    return this.tls === undefined ? connect(endpoint) : connectSecurely({ ...endpoint, ...this.tls });
  }

  /** Connections that ask at the same time share one answer. */
  private find(): Promise<Endpoint> {
    this.finding ??= this.search().finally(() => {
      this.finding = undefined;
    });
    return this.finding;
  }

  private async search(): Promise<Endpoint> {
    const { address } = this;
    switch (address.kind) {
      case 'server':
        return address.server;
      case 'socket':
        return { path: address.path };
      case 'sentinel':
        return this.askEach(address.sentinels, 'sentinel', async (sentinel) => {
          const found = await this.ask(sentinel, address.sentinelLogin, [
            'SENTINEL',
            'GET-MASTER-ADDR-BY-NAME',
            address.name,
          ]);
          const [host, port] = Array.isArray(found) ? found : [];
          if (host === undefined) throw new Error(`it watches nothing with the name ${address.name}`);
          return { host: String(host), port: Number(port) };
        });
      case 'cluster':
        return this.askEach(address.nodes, 'node of the cluster', async (node) => {
          const slot = Number(await this.ask(node, address.login, ['CLUSTER', 'KEYSLOT', this.slotKey]));
          return ownerOf(slot, await this.ask(node, address.login, ['CLUSTER', 'SLOTS']), node);
        });
    }
  }

  /** Asks one node after the other where the server is, until one leads to a server that takes writes. */
  private async askEach(
    nodes: Some<HostAndPort>,
    what: string,
    where: (node: HostAndPort) => Promise<HostAndPort>,
  ): Promise<HostAndPort> {
    let failure: unknown;
    const [first, ...others] = nodes;
    for (const node of new Set([this.answered ?? first, first, ...others])) {
      try {
        const found = await where(node);
        await this.throwIfReplica(found);
        this.answered = node;
        return found;
      } catch (error) {
        failure = error;
      }
    }
    throw new Error(`no ${what} leads to a server that takes writes: ${reasonOf(failure)}`, {
      cause: failure,
    });
  }

  /** A node may not know of a failover yet. */
  private async throwIfReplica(server: HostAndPort): Promise<void> {
    const answer = await this.ask(server, this.address.login, ['ROLE']);
    const [role] = Array.isArray(answer) ? answer : [];
    if (role !== 'master')
      throw new Error(`READONLY ${server.host}:${server.port} says that it is a ${role}`);
  }

  private ask(server: HostAndPort, login: Login | undefined, command: Some<string>): Promise<unknown> {
    const connect = (endpoint: Endpoint): Socket => this.connect(endpoint);
    return askRedis({ login, tls: this.tls, connect, wait: async () => server }, command);
  }
}

/** Who owns a slot, from the answer of CLUSTER SLOTS. A node that does not know its own address leaves it empty. */
function ownerOf(slot: number, answer: unknown, asked: HostAndPort): HostAndPort {
  for (const range of Array.isArray(answer) ? answer : []) {
    const [first, last, owner] = Array.isArray(range) ? range : [];
    if (slot < Number(first) || slot > Number(last)) continue;
    const [host, port] = Array.isArray(owner) ? owner : [];
    return { host: host ? String(host) : asked.host, port: Number(port) };
  }
  throw new Error('CLUSTERDOWN nobody owns the slot of the keys');
}

function readTls({ caFile, own }: TlsFiles): SecureContextOptions {
  return {
    ...(caFile === undefined ? {} : { ca: readPem(caFile) }),
    ...(own === undefined ? {} : { cert: readPem(own.certificateFile), key: readPem(own.keyFile) }),
  };
}

function readPem(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new InternalError(`cannot read the certificate file ${file}`, error);
  }
}
