import { createConnection } from 'node:net';
import { join } from 'node:path';
import { isInstalled } from './installed.js';
import { freePort } from './ports.js';
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

/** A Redis of one's own, to be killed and frozen. It keeps its data when it is killed. */
export async function startRedis(): Promise<Cluster | Missing> {
  if (!isInstalled('redis-server')) return { missing: 'Redis: redis-server on the path' };
  const port = await freePort();
  const folder = newFolder('redis');
  const node = new ServerProcess({
    url: `redis://127.0.0.1:${port}/0`,
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
    answers: () => pong(port),
  });
  await node.restart();
  return { nodes: [node], stop: () => node.kill() };
}

function pong(port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const socket = createConnection({ port, host: '127.0.0.1' }, () => socket.write('PING\r\n'));
    socket.once('data', (answer) => {
      socket.destroy();
      resolve(answer.toString().startsWith('+PONG'));
    });
    socket.once('error', reject);
  });
}
