import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { answersAsCluster } from './elasticsearch-client.js';
import { installation, isFetched, LAUNCHER } from './elasticsearch-layout.js';
import { type Major, VERSIONS } from './elasticsearch-version.js';
import { isInstalled } from './installed.js';
import { findJava } from './java.js';
import { freePort } from './ports.js';
import { newFolder } from './run-folder.js';
import type { Cluster, Missing } from './server-node.js';
import { ServerProcess } from './server-process.js';

interface Ports {
  readonly http: number;
  readonly transport: number;
}

/**
 * How Java frees memory. `serial` starts fastest, and suits tests. `g1` is what Elasticsearch has by itself: it refuses searches while its memory
 * seems full (the parent circuit breaker), counts what is not freed yet, and makes only this one free it first.
 */
export type GarbageCollector = 'serial' | 'g1';

/** The memory of a node. */
interface Memory {
  readonly heapMiB: number;
  readonly garbageCollector: GarbageCollector;
}

/** Runs Elasticsearch from its published jars. */
export async function startWithJava(major: Major, size: number, memory: Memory): Promise<Cluster | Missing> {
  const version = VERSIONS[major];
  const java = findJava(version.java);
  if (java === undefined) return { missing: `Elasticsearch ${major}: Java ${version.java} or later` };
  if (!isFetched(version) && !isInstalled('mvn'))
    return { missing: `Elasticsearch ${major}: Docker, or Maven` };
  const home = installation(version);
  const folder = newFolder(`elasticsearch-${major}`);
  const ports: Ports[] = [];
  for (let index = 0; index < size; index++)
    ports.push({ http: await freePort(), transport: await freePort() });
  const nodes = ports.map((_, index) => makeNode({ ...memory, java, home, folder, ports, index }));
  for (const node of nodes) node.launch();
  await Promise.all(nodes.map((node) => node.ready()));
  return {
    nodes,
    stop: async () => {
      for (const node of nodes) await node.kill();
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

interface NodePlan extends Memory {
  readonly java: string;
  readonly home: string;
  readonly folder: string;
  readonly ports: readonly Ports[];
  readonly index: number;
}

function makeNode({ java, home, folder, ports, index, heapMiB, garbageCollector }: NodePlan): ServerProcess {
  const own = ports[index];
  if (own === undefined) throw new RangeError(`no node ${index}`);
  const path = join(folder, `n${index}`);
  for (const part of ['config', 'logs', 'data']) mkdirSync(join(path, part), { recursive: true });
  symlinkSync(join(home, 'modules'), join(path, 'modules'));
  writeFileSync(join(path, 'config/log4j2.properties'), LOGGING);
  const url = `http://127.0.0.1:${own.http}`;
  return new ServerProcess({
    url,
    command: java,
    parameters: [
      `-Xms${heapMiB}m`,
      `-Xmx${heapMiB}m`,
      ...COLLECTORS[garbageCollector],
      ...JVM,
      '-cp',
      join(home, 'lib/*'),
      join(LAUNCHER, 'EsNode.java'),
      path,
      ...settings(ports, index, own),
    ],
    logFile: join(path, 'logs/stdout'),
    answers: () => answersAsCluster(url, ports.length),
  });
}

function settings(ports: readonly Ports[], index: number, own: Ports): readonly string[] {
  const discovery =
    ports.length === 1
      ? ['discovery.type=single-node']
      : [
          `discovery.seed_hosts=${ports.map(({ transport }) => `127.0.0.1:${transport}`).join(',')}`,
          `cluster.initial_master_nodes=${ports.map((_, node) => `n${node}`).join(',')}`,
        ];
  return [
    `node.name=n${index}`,
    'cluster.name=memex-test',
    'network.host=127.0.0.1',
    'transport.type=netty4',
    'http.type=netty4',
    `http.port=${own.http}`,
    `transport.port=${own.transport}`,
    'cluster.routing.allocation.disk.threshold_enabled=false',
    ...discovery,
  ];
}

const COLLECTORS: Readonly<Record<GarbageCollector, readonly string[]>> = {
  serial: ['-XX:+UseSerialGC'],
  g1: ['-XX:+UseG1GC', '-XX:G1ReservePercent=25', '-XX:InitiatingHeapOccupancyPercent=30'],
};

const JVM = ['-XX:TieredStopAtLevel=1', '--enable-native-access=ALL-UNNAMED'];

const LOGGING = `appender.console.type = Console
appender.console.name = console
appender.console.layout.type = PatternLayout
appender.console.layout.pattern = [%d][%-5p][%c{1.}] %m%n
rootLogger.level = warn
rootLogger.appenderRef.console.ref = console
`;
