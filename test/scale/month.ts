import { type Client, createClient } from '../src/client.js';
import { askServer } from '../src/elasticsearch.js';
import { membersOf } from '../src/members.js';
import { post, traceIdsOf } from '../src/posting.js';
import { startServer } from '../src/server.js';
import { ask, erase } from './calls.js';
import { type Figures, measureFigures, type Site } from './figures.js';
import { type Cost, costOf, NO_COST, sumOfCosts, times } from './processor-time.js';
import { QUESTIONS } from './questions.js';
import { createTraffic, MONTH_DAYS, type TrafficDay } from './traffic.js';

const BATCH = 100;
const WRITERS = 16;
const MESSAGES_PER_USER = 100;
/** Erased at the end, to see what it costs. Others are erased while the month goes on. */
const LAST_ERASED = 5;
/** Characters of a log: what was written last. */
const LAST_WRITTEN = 20_000;

/** Where the month is lived. */
export interface Nodes {
  readonly urls: readonly string[];
  /** Their processes, whose time is measured. */
  readonly pids: readonly number[];
}

export interface MonthOptions {
  readonly seed: number;
  readonly messages: number;
  /** Of each index: as many nodes hold its messages. */
  readonly shards: number;
  readonly replicas: number;
  /** The period of one index. */
  readonly granularity: 'day' | 'month';
  /** What the names of all indices begin with. */
  readonly prefix: string;
  /** Is told of each simulated day that is over. */
  readonly onDay?: (day: number, stored: number) => void;
}

/** How a month went. */
export interface Month {
  readonly sent: number;
  readonly erased: number;
  /** What the cluster counts in the end. */
  readonly found: number;
  /** Of storing one message, in batches of 100 by 16 clients at once. */
  readonly storing: Cost;
  readonly figures: Figures;
}

/**
 * Lives a month on a cluster, as fast as it goes: each day's messages are stored, one user is erased, and in the night the questions of a
 * dashboard are asked.
 */
export async function liveMonth({ urls, pids }: Nodes, options: MonthOptions): Promise<Month> {
  const { messages, shards, replicas, granularity, prefix, seed } = options;
  const [elasticsearch = ''] = urls;
  await using server = await startServer({
    environment: {
      STORE: 'elasticsearch',
      EL_HOST: urls.join(','),
      ...(prefix === '' ? {} : { EL_PREFIX: prefix }),
      EL_SHARDS: String(shards),
      EL_REPLICAS: String(replicas),
      EL_GRANULARITY: granularity,
      LOG_LEVEL: 'warn',
      // Of a large month a question takes longer than anyone waits for an answer; what it costs is wanted.
      QUERY_TIMEOUT: '600',
      EL_REQUEST_TIMEOUT: '600',
    },
  });
  await using client = createClient(server.url, WRITERS);
  const indices = `${prefix}message-2026-01*`;
  const site = { elasticsearch, indices, client, processes: { elasticsearch: pids, memex: server.pid } };
  const users = Math.max(MONTH_DAYS + LAST_ERASED, Math.ceil(messages / MESSAGES_PER_USER));
  try {
    const lived = await liveDays(site, createTraffic({ seed, messages, users }, BATCH), options);
    await askServer(elasticsearch, 'POST', `/${indices}/_refresh`);
    const { count } = membersOf(await askServer(elasticsearch, 'GET', `/${indices}/_count`));
    const last = Array.from({ length: LAST_ERASED }, (_, index) => userNumber(MONTH_DAYS + index));
    return { ...lived, found: Number(count), figures: await measureFigures(site, last) };
  } catch (error) {
    // Its log is written as it goes, so all of it is there only after its end.
    await server.end('SIGTERM');
    throw new Error(`the month was cut short; memex serve wrote:\n${server.output().slice(-LAST_WRITTEN)}`, {
      cause: error,
    });
  }
}

type Lived = Omit<Month, 'found' | 'figures'>;

async function liveDays(
  { client, processes }: Site,
  days: Iterable<TrafficDay>,
  { onDay }: MonthOptions,
): Promise<Lived> {
  let [sent, erased] = [0, 0];
  let storing = NO_COST;
  for (const day of days) {
    storing = sumOfCosts(storing, await costOf(processes, () => sendAll(client, day)));
    sent += day.messages;
    erased += await erase(client, userNumber(day.number));
    await ask(
      client,
      QUESTIONS.map(({ descriptor }) => descriptor(day.number)),
    );
    onDay?.(day.number + 1, sent);
  }
  return { sent, erased, storing: times(storing, 1 / sent) };
}

/** As many clients as there are writers take the day's batches one after the other. */
async function sendAll(client: Client, { batches }: TrafficDay): Promise<void> {
  const left = batches[Symbol.iterator]();
  const write = async (): Promise<void> => {
    for (let next = left.next(); next.done !== true; next = left.next())
      traceIdsOf(await post(client, next.value));
  };
  await Promise.all(Array.from({ length: WRITERS }, write));
}

function userNumber(number: number): string {
  return `user-${number}`;
}
