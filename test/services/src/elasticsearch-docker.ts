import { execFileSync, spawnSync } from 'node:child_process';
import { answersAsCluster } from './elasticsearch-client.js';
import { type Major, VERSIONS } from './elasticsearch-version.js';
import { freePort } from './ports.js';
import type { Cluster, ServerNode } from './server-node.js';
import { until } from './until.js';

const START_MS = 300_000;

export function dockerRuns(): boolean {
  return spawnSync('docker', ['info'], { stdio: 'ignore' }).status === 0;
}

/** Runs one node from the image of Elastic. */
export async function startWithDocker(major: Major, heapMiB: number): Promise<Cluster> {
  const url = `http://127.0.0.1:${await freePort()}`;
  const id = docker(
    'run',
    '--detach',
    '--publish',
    `${new URL(url).host}:9200`,
    ...ENVIRONMENT,
    '--env',
    `ES_JAVA_OPTS=-Xms${heapMiB}m -Xmx${heapMiB}m`,
    image(major),
  );
  const ready = (): Promise<void> =>
    until(
      () => answersAsCluster(url, 1),
      START_MS,
      () => `${url} did not come up`,
    );
  const node: ServerNode = {
    url,
    kill: async () => void docker('kill', id),
    freeze: async () => void docker('pause', id),
    resume: async () => void docker('unpause', id),
    restart: async () => {
      docker('start', id);
      await ready();
    },
  };
  await ready();
  return { nodes: [node], stop: async () => void docker('rm', '--force', '--volumes', id) };
}

const ENVIRONMENT = [
  'discovery.type=single-node',
  'xpack.security.enabled=false',
  'cluster.routing.allocation.disk.threshold_enabled=false',
].flatMap((setting) => ['--env', setting]);

function image(major: Major): string {
  return `docker.elastic.co/elasticsearch/elasticsearch:${VERSIONS[major].name}`;
}

function docker(...parameters: readonly string[]): string {
  return execFileSync('docker', parameters, { encoding: 'utf8' }).trim();
}
