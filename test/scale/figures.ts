import type { MessageInput } from '@memex/core';
import type { Client } from '../src/client.js';
import { askServer } from '../src/elasticsearch.js';
import { membersOf } from '../src/members.js';
import { post, traceIdsOf } from '../src/posting.js';
import { createSamples } from '../src/samples.js';
import { until } from '../src/wait.js';
import { ask, erase, find, readPages } from './calls.js';
import { type Cost, costOf, NO_COST, type Processes, sumOfCosts, times } from './processor-time.js';
import { QUESTIONS } from './questions.js';
import { MONTH_END, MONTH_START } from './traffic.js';

const PAGES = 10;
/** A question is asked so often, or until it was measured for long enough. */
const REPEATS = 10;
const ENOUGH_MS = 10_000;
const MIB = 1_048_576;
const SETTLE_MS = 600_000;
const FOUND = 100;

/** What is measured: an address of the cluster, and a `memex serve` on it. */
export interface Site {
  readonly elasticsearch: string;
  /** Those of the month. */
  readonly indices: string;
  readonly client: Client;
  readonly processes: Processes;
}

/** What a full store costs to use. Each cost is that of one operation. */
export interface Figures {
  /** 1,000 messages. */
  readonly page: Cost;
  /** One message by its trace id. */
  readonly find: Cost;
  /** Each question of a dashboard, about the month, by name. */
  readonly questions: Readonly<Record<string, Cost>>;
  /** One user. */
  readonly erasure: Cost;
  /** On the disk: primaries, without replicas. */
  readonly bytesPerMessage: number;
  /** Of all nodes. */
  readonly heapMiB: number;
}

/** @param users - Whom to erase in the end, to see what that costs. */
export async function measureFigures(site: Site, users: readonly string[]): Promise<Figures> {
  const { client } = site;
  await mergesEnd(site);
  const [stored, heapMiB] = [await bytesPerMessage(site), await heap(site.elasticsearch)];
  const questions: Record<string, Cost> = {};
  for (const { name, descriptor } of QUESTIONS)
    questions[name] = await costOfQuestion(site, (turn) => ask(client, [descriptor(turn)]));
  const ids = traceIdsOf(await post(client, findable(FOUND)));
  return {
    page: await costOfEach(site, PAGES, () => readPages(client, PAGES)),
    find: await costOfEach(site, ids.length, async () => {
      for (const id of ids) await find(client, id);
    }),
    questions,
    erasure: await costOfEach(site, users.length, async () => {
      for (const user of users) await erase(client, user);
    }),
    bytesPerMessage: stored,
    heapMiB,
  };
}

/** Messages of a project of their own, which nobody erases, spread over the month. */
function findable(count: number): readonly MessageInput[] {
  const step = ((MONTH_END - MONTH_START) * 1_000) / count;
  return createSamples({ project: 'found', start: MONTH_START, step })(count);
}

async function costOfQuestion({ processes }: Site, ask: (turn: number) => Promise<unknown>): Promise<Cost> {
  let cost = NO_COST;
  let turn = 0;
  while (turn < REPEATS && cost.elapsedMs < ENOUGH_MS) {
    const asked = turn++;
    cost = sumOfCosts(cost, await costOf(processes, () => ask(asked)));
  }
  return times(cost, 1 / turn);
}

async function costOfEach({ processes }: Site, count: number, work: () => Promise<unknown>): Promise<Cost> {
  return times(await costOf(processes, work), 1 / count);
}

/** What is merged in the background would be counted as the cost of whatever is measured meanwhile. */
async function mergesEnd(site: Site): Promise<void> {
  await askServer(site.elasticsearch, 'POST', `/${site.indices}/_refresh`);
  await until(
    'the merges',
    async () => Number(membersOf((await totals(site, 'merge')).merges).current) === 0 || undefined,
    SETTLE_MS,
  );
}

async function bytesPerMessage(site: Site): Promise<number> {
  const { docs, store } = await totals(site, 'docs,store');
  return Number(membersOf(store).size_in_bytes) / Number(membersOf(docs).count);
}

async function heap(url: string): Promise<number> {
  const { nodes } = membersOf(await askServer(url, 'GET', '/_nodes/stats/jvm'));
  const bytes = Object.values(membersOf(nodes)).map((node) => {
    const { mem } = membersOf(membersOf(node).jvm);
    return Number(membersOf(mem).heap_used_in_bytes);
  });
  return bytes.reduce((sum, own) => sum + own, 0) / MIB;
}

/** Statistics of the primaries of the month. */
async function totals(
  { elasticsearch, indices }: Site,
  metrics: string,
): Promise<Readonly<Record<string, unknown>>> {
  const { _all } = membersOf(await askServer(elasticsearch, 'GET', `/${indices}/_stats/${metrics}`));
  return membersOf(membersOf(_all).primaries);
}
