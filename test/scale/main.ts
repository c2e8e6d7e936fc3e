import { parseArgs } from 'node:util';
import { isMissing, startElasticsearch } from '@memex/test-services';
import beginServices from '@memex/test-services/global-setup';
import { liveMonth, type Month, type Nodes } from './month.js';
import { type Cost, times } from './processor-time.js';

const HELP = `node test/dist/scale/main.js [options]: lives a month on a cluster of three nodes, and prints what it cost.

  --messages N     in the month               [100000]
  --shards N       nodes that hold them       [3]
  --replicas N     copies of each shard       [0]
  --by-day         an index for each day, instead of one for the month
  --heap MIB       of each node               [768]
  --seed N         of the messages            [1]
`;

const { values } = parseArgs({
  options: {
    messages: { type: 'string', default: '100000' },
    shards: { type: 'string', default: '3' },
    replicas: { type: 'string', default: '0' },
    'by-day': { type: 'boolean', default: false },
    heap: { type: 'string', default: '768' },
    seed: { type: 'string', default: '1' },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) process.stdout.write(HELP);
else {
  const endServices = beginServices();
  try {
    const options = {
      seed: wholeNumber('seed', values.seed),
      messages: wholeNumber('messages', values.messages),
      shards: wholeNumber('shards', values.shards),
      replicas: wholeNumber('replicas', values.replicas),
      granularity: values['by-day'] ? ('day' as const) : ('month' as const),
      prefix: '',
    };
    const nodes = await startNodes(wholeNumber('heap', values.heap));
    const month = await liveMonth(nodes, { ...options, onDay: printDay });
    process.stdout.write(`${JSON.stringify(options)}\n${report(month)}\n`);
    process.exitCode = month.found === month.sent - month.erased ? 0 : 1;
  } finally {
    endServices?.();
  }
}

/** They end with the services. */
async function startNodes(heapMiB: number): Promise<Nodes> {
  const cluster = await startElasticsearch({ major: 8, nodes: 3, heapMiB, garbageCollector: 'g1' });
  if (isMissing(cluster)) throw new Error(`needs ${cluster.missing}`);
  return {
    urls: cluster.nodes.map(({ url }) => url),
    pids: cluster.nodes.flatMap(({ pid }) => (pid === undefined ? [] : [pid])),
  };
}

function printDay(day: number, stored: number): void {
  process.stderr.write(`day ${day}: ${stored.toLocaleString('en')} messages\n`);
}

function report({ sent, erased, found, storing, figures }: Month): string {
  const { page, find, questions, erasure, bytesPerMessage, heapMiB } = figures;
  return [
    `sent ${sent}, erased ${erased}, found ${found}`,
    `bytes a message ${Math.round(bytesPerMessage)}, heap of all nodes ${Math.round(heapMiB)} MiB`,
    line('store 1,000 messages', times(storing, 1_000)),
    line('page of 1,000', page),
    line('find by trace id', find),
    line('erase a user', erasure),
    ...Object.entries(questions).map(([name, cost]) => line(name, cost)),
  ].join('\n');
}

function line(name: string, { elapsedMs, elasticsearch, memex }: Cost): string {
  return `${name}: ${elapsedMs.toFixed(1)} ms; of processors: Elasticsearch ${elasticsearch.toFixed(1)} ms, Memex ${memex.toFixed(1)} ms`;
}

function wholeNumber(name: string, text: string): number {
  if (!/^\d+$/.test(text)) throw new Error(`--${name} must be a whole number, but is ${text}`);
  return Number(text);
}
