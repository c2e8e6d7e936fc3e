import { readFileSync } from 'node:fs';
import { createConnection } from 'node:net';
import { join } from 'node:path';
import { connect as connectSecurely } from 'node:tls';
import { CERTIFICATE, KEY } from './certificate.js';
import { isInstalled } from './installed.js';
import { freePort } from './ports.js';
import { isMissing } from './require.js';
import { newFolder } from './run-folder.js';
import type { Cluster, Missing, ServerNode } from './server-node.js';
import { ServerProcess } from './server-process.js';
import { type Addresses, shared } from './shared.js';

/** A Redis that all test files share: use keys of your own, and do it no harm. */
export async function sharedRedis(): Promise<Addresses | Missing> {
  const given = process.env.REDIS_TEST_URL;
  if (given !== undefined) return { urls: [given] };
  return shared('redis', async () => {
    const redis = await startRedis();
    return 'missing' in redis ? redis : { urls: redis.nodes.map(({ url }) => url) };
  });
}

const MISSING: Missing = { missing: 'Redis: redis-server on the path' };

/** What the names of tests end with that need a Redis of their own and are skipped; nothing where there is one. */
export function withoutRedis(): string {
  return isInstalled('redis-server') || !isMissing(MISSING) ? '' : `: needs ${MISSING.missing}`;
}

/** A Redis of one's own, to be killed and frozen. It keeps its data when it is killed. */
export async function startRedis(): Promise<Cluster | Missing> {
  if (!isInstalled('redis-server')) return MISSING;
  const node = await launchRedis();
  return { nodes: [node], stop: () => node.kill() };
}

/** The same for tests that are skipped where there is none. It is to be killed at their end. */
export async function ownRedis(): Promise<ServerNode> {
  const cluster = await startRedis();
  const [node] = isMissing(cluster) ? [] : cluster.nodes;
  if (node === undefined) throw new Error('without Redis, the tests that need it are skipped');
  return node;
}

/** How a Redis is started. */
export interface Launched {
  /** Begins its addresses; `redis` by default. */
  readonly scheme?: 'redis' | 'rediss';
  /** A file of settings, in place of those that keep its data. */
  readonly file?: string;
  readonly parameters?: readonly string[];
}

const KEEP = ['--save', '', '--appendonly', 'yes'];

/** Starts a Redis, where there is one, and waits until it answers. */
export async function launchRedis({
  scheme = 'redis',
  file,
  parameters = [],
}: Launched = {}): Promise<ServerNode> {
  const port = await freePort();
  const folder = newFolder('redis');
  const url = `${scheme}://127.0.0.1:${port}/0`;
  const listen = scheme === 'redis' ? ['--port', `${port}`] : ['--port', '0', '--tls-port', `${port}`];
  const node = new ServerProcess({
    url,
    command: 'redis-server',
    parameters: [
      ...(file === undefined ? KEEP : [file]),
      ...parameters,
      ...listen,
      ...['--bind', '127.0.0.1', '--dir', folder],
    ],
    logFile: join(folder, 'log'),
    answers: async () => (await tellRedis(url, 'PING')).startsWith('+PONG'),
  });
  await node.restart();
  return node;
}

/** Sends one command to a Redis; its answer as it came. */
export function tellRedis(url: string, command: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const { protocol, port, hostname } = new URL(url);
    const where = { port: Number(port), host: hostname };
    const socket =
      protocol === 'rediss:' ? connectSecurely({ ...where, ...TRUSTED }) : createConnection(where);
    socket.write(`${command}\r\n`);
    socket.once('data', (answer) => {
      socket.destroy();
      resolve(answer.toString());
    });
    socket.once('error', reject);
  });
}

const CERTIFICATES = readFileSync(CERTIFICATE);
const TRUSTED = { ca: CERTIFICATES, cert: CERTIFICATES, key: readFileSync(KEY) };
