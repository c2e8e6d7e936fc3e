import { majorsOf } from './elasticsearch-client.js';
import { dockerRuns, startWithDocker } from './elasticsearch-docker.js';
import { type GarbageCollector, startWithJava } from './elasticsearch-java.js';
import type { Major } from './elasticsearch-version.js';
import type { Cluster, Missing } from './server-node.js';
import { type Addresses, shared } from './shared.js';

export interface Wanted {
  readonly major: Major;
  /** How many nodes; one where absent. */
  readonly nodes?: number;
}

interface Started extends Wanted {
  readonly heapMiB?: number;
  /** How Java frees memory; `serial` where absent. */
  readonly garbageCollector?: GarbageCollector;
}

const HEAP_MIB = 512;
/** With less, a node that hundreds of tests share refuses searches (its circuit breaker) of tests that are not about that. */
const SHARED_HEAP_MIB = 768;

/** An Elasticsearch that all test files share: use indices of your own, and do it no harm. */
export async function sharedElasticsearch({ major, nodes = 1 }: Wanted): Promise<Addresses | Missing> {
  const given = process.env.EL_TEST_URL;
  if (given !== undefined && nodes === 1) {
    const majors = await majorsOf(given);
    if (majors.every((one) => one === major)) return { urls: [given] };
  }
  return shared(`elasticsearch-${major}-${nodes}`, async () => {
    const cluster = await startElasticsearch({ major, nodes, heapMiB: SHARED_HEAP_MIB });
    return 'missing' in cluster ? cluster : { urls: cluster.nodes.map(({ url }) => url) };
  });
}

/** An Elasticsearch of one's own, to be killed and frozen. */
export async function startElasticsearch({
  major,
  nodes = 1,
  heapMiB = HEAP_MIB,
  garbageCollector = 'serial',
}: Started): Promise<Cluster | Missing> {
  if (nodes === 1 && dockerRuns()) return startWithDocker(major, heapMiB);
  return startWithJava(major, nodes, { heapMiB, garbageCollector });
}
