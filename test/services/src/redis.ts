import { createConnection } from 'node:net';
import { join } from 'node:path';
import { isInstalled } from './installed.js';
import { freePort } from './ports.js';
import { isMissing } from './require.js';
import { newFolder } from './run-folder.js';
import type { Cluster, Missing } from './server-node.js';
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
  const port = await freePort();
  const folder = newFolder('redis');
  const url = `redis://127.0.0.1:${port}/0`;
  const node = new ServerProcess({
    url,
    command: 'redis-server',
    parameters: [
      '--port',
      String(port),
      '--bind',
      '127.0.0.1',
      '--save',
      '',
      '--appendonly',
      'yes',
      '--dir',
      folder,
    ],
    logFile: join(folder, 'log'),
    answers: async () => (await tellRedis(url, 'PING')).startsWith('+PONG'),
  });
  await node.restart();
  return { nodes: [node], stop: () => node.kill() };
}

/** Sends one command to a Redis; its answer as it came. */
export function tellRedis(url: string, command: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const { port, hostname } = new URL(url);
    const socket = createConnection({ port: Number(port), host: hostname }, () =>
      socket.write(`${command}\r\n`),
    );
    socket.once('data', (answer) => {
      socket.destroy();
      resolve(answer.toString());
    });
    socket.once('error', reject);
  });
}
