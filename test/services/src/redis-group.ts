import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CERTIFICATE, KEY } from './certificate.js';
import { freePort } from './ports.js';
import { type Launched, launchRedis, tellRedis } from './redis.js';
import { newFolder } from './run-folder.js';
import type { ServerNode } from './server-node.js';
import { until } from './until.js';

const WITHIN_MS = 30_000;

/** What the sentinels call their servers. */
const NAME = 'jobs';

/** How long a server may be silent until the others count it as dead, in milliseconds. */
const SILENCE_MS = 2_000;

/** A Redis with a replica, and three sentinels that watch them. */
export interface Watched {
  readonly primary: ServerNode;
  readonly replica: ServerNode;
  readonly sentinels: readonly ServerNode[];
  /** The address that leads to whichever server takes the writes. */
  readonly url: string;
  stop(): Promise<void>;
}

/**
 * Starts servers with sentinels, and waits until the sentinels know of each other and of the replica.
 *
 * @param encrypted - All of them speak only TLS, with {@link CERTIFICATE}.
 */
export async function startWatchedRedis({ encrypted = false } = {}): Promise<Watched> {
  const launched: Launched = encrypted ? encryptedWith(['--tls-replication', 'yes']) : {};
  const [primary, replica] = [await launchRedis(launched), await launchRedis(launched)];
  const { hostname, port } = new URL(primary.url);
  await tellRedis(primary.url, 'CONFIG SET repl-diskless-sync-delay 0');
  await tellRedis(replica.url, `REPLICAOF ${hostname} ${port}`);
  await follows(replica);
  const sentinels = await Promise.all([1, 2, 3].map(() => startSentinel(hostname, port, launched)));
  for (const { url } of sentinels) {
    await until(
      async () => {
        const state = await tellRedis(url, `SENTINEL MASTER ${NAME}`);
        return fieldOf(state, 'num-slaves') === '1' && fieldOf(state, 'num-other-sentinels') === '2';
      },
      WITHIN_MS,
      () => `the sentinel at ${url} does not know the others`,
    );
  }
  const hosts = sentinels.map(({ url }) => new URL(url).host).join(',');
  const all = [...sentinels, replica, primary];
  return {
    primary,
    replica,
    sentinels,
    url: `${encrypted ? 'rediss' : 'redis'}+sentinel://${hosts}/${NAME}/0`,
    stop: async () => {
      for (const node of all) await node.kill();
    },
  };
}

async function startSentinel(host: string, port: string, launched: Launched): Promise<ServerNode> {
  const file = join(newFolder('sentinel'), 'sentinel.conf');
  writeFileSync(
    file,
    [
      `sentinel monitor ${NAME} ${host} ${port} 2`,
      `sentinel down-after-milliseconds ${NAME} ${SILENCE_MS}`,
      `sentinel failover-timeout ${NAME} 5000`,
      '',
    ].join('\n'),
  );
  return launchRedis({ ...launched, file, parameters: ['--sentinel', ...(launched.parameters ?? [])] });
}

/** A cluster of three servers, and a replica of the one that owns a key. */
export interface RedisCluster {
  readonly owner: ServerNode;
  readonly url: string;
  /** Moves the slot of the key from its owner to another server while clients use it. That server. */
  moveSlot(): Promise<ServerNode>;
  stop(): Promise<void>;
}

/** The first and the last slot of each server. */
const RANGES = [
  [0, 5_460],
  [5_461, 10_922],
  [10_923, 16_383],
] as const;

/** Starts a cluster, and waits until it works. @param key - The owner of its slot gets the replica. */
export async function startRedisCluster(key: string): Promise<RedisCluster> {
  const replica = await launchMember();
  const owners = await Promise.all(RANGES.map(async (range) => ({ range, ...(await launchMember()) })));
  const members = [replica, ...owners];
  const nodes = members.map(({ node }) => node);
  for (const [index, { node, range }] of owners.entries()) {
    await tellRedis(node.url, `CLUSTER ADDSLOTSRANGE ${range.join(' ')}`);
    await tellRedis(node.url, `CLUSTER SET-CONFIG-EPOCH ${index + 1}`);
  }
  for (const { node, busPort } of owners) {
    const { hostname, port } = new URL(node.url);
    await tellRedis(replica.node.url, `CLUSTER MEET ${hostname} ${port} ${busPort}`);
  }
  await eachSays(nodes, 'CLUSTER INFO', /cluster_state:ok[\s\S]*cluster_known_nodes:4/);
  const slot = Number(/\d+/.exec(await tellRedis(replica.node.url, `CLUSTER KEYSLOT ${key}`))?.[0]);
  const isOwner = ({ range: [first, last] }: (typeof owners)[number]): boolean =>
    first <= slot && slot <= last;
  const owner = owners.find(isOwner)?.node;
  const other = owners.find((member) => !isOwner(member))?.node;
  if (owner === undefined || other === undefined) throw new Error(`nobody owns the slot of ${key}`);
  const id = await memberId(owner);
  await tellRedis(owner.url, 'CONFIG SET repl-diskless-sync-delay 0');
  await eachSays([replica.node], `CLUSTER REPLICATE ${id}`, /OK/);
  await follows(replica.node);
  // The others decide on a failover, and must know of the replica by then.
  await eachSays(nodes, 'CLUSTER NODES', new RegExp(`slave ${id}`));
  return {
    owner,
    moveSlot: async () => {
      await moveSlot(slot, owner, other);
      return other;
    },
    url: `redis+cluster://${nodes.map(({ url }) => new URL(url).host).join(',')}`,
    stop: async () => {
      for (const node of nodes) await node.kill();
    },
  };
}

/** Moves a slot with its keys, by the steps that the manual of Redis gives for a cluster in use. */
async function moveSlot(slot: number, from: ServerNode, to: ServerNode): Promise<void> {
  const toId = await memberId(to);
  const { hostname, port } = new URL(to.url);
  await eachSays([to], `CLUSTER SETSLOT ${slot} IMPORTING ${await memberId(from)}`, /OK/);
  await eachSays([from], `CLUSTER SETSLOT ${slot} MIGRATING ${toId}`, /OK/);
  await until(
    async () => {
      const listed = await tellRedis(from.url, `CLUSTER GETKEYSINSLOT ${slot} 100`);
      const keys = listed.split('\r\n').filter((line) => line.startsWith('{'));
      if (keys.length === 0) return true;
      await tellRedis(from.url, `MIGRATE ${hostname} ${port} "" 0 5000 KEYS ${keys.join(' ')}`);
      return false;
    },
    WITHIN_MS,
    () => `${from.url} keeps keys of slot ${slot}`,
  );
  await eachSays([to, from], `CLUSTER SETSLOT ${slot} NODE ${toId}`, /OK/);
}

async function memberId({ url }: ServerNode): Promise<string | undefined> {
  return /[\da-f]{40}/.exec(await tellRedis(url, 'CLUSTER MYID'))?.[0];
}

/** A server that is to be a member of a cluster, and the port on which it speaks to the others. */
async function launchMember(): Promise<{ readonly node: ServerNode; readonly busPort: number }> {
  const busPort = await freePort();
  const parameters = [
    ...['--cluster-enabled', 'yes', '--cluster-port', `${busPort}`],
    ...['--cluster-node-timeout', `${SILENCE_MS}`],
  ];
  return { node: await launchRedis({ parameters }), busPort };
}

/** A Redis that speaks only TLS, with {@link CERTIFICATE}, which its clients must have too if it asks for one. */
export function startEncryptedRedis({ asksForCertificate = true } = {}): Promise<ServerNode> {
  return launchRedis(encryptedWith(['--tls-auth-clients', asksForCertificate ? 'yes' : 'no']));
}

function encryptedWith(more: readonly string[]): Launched {
  const files = ['--tls-cert-file', CERTIFICATE, '--tls-key-file', KEY, '--tls-ca-cert-file', CERTIFICATE];
  return { scheme: 'rediss', parameters: [...files, ...more] };
}

function follows(replica: ServerNode): Promise<void> {
  return eachSays([replica], 'INFO replication', /master_link_status:up/);
}

async function eachSays(nodes: readonly ServerNode[], command: string, expected: RegExp): Promise<void> {
  for (const { url } of nodes) {
    let answer = '';
    await until(
      async () => {
        answer = await tellRedis(url, command);
        return expected.test(answer);
      },
      WITHIN_MS,
      () => `${url} answers ${command} with ${answer}`,
    );
  }
}

/** The value of a field in an answer that lists fields and values, each in a line after its length. */
function fieldOf(answer: string, field: string): string | undefined {
  const lines = answer.split('\r\n');
  const at = lines.indexOf(field);
  return at < 0 ? undefined : lines[at + 2];
}
