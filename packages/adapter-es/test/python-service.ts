import type { Client } from '@elastic/elasticsearch';
import type { JsonObject } from '@memex/core/toolkit';

/** A document as the Python service left it, and what the migrations 1 to 9 must make of it. */
export interface Legacy {
  readonly index: string;
  readonly id: string;
  readonly source: JsonObject;
  /** Where it must be found afterwards; `undefined` where it must be gone. */
  readonly expected: { readonly index: RegExp; readonly id: string; readonly source: JsonObject } | undefined;
}

/** Puts documents into indices that Elasticsearch maps by what comes first, as it did for the Python service. */
export async function writeLegacy(client: Client, documents: readonly Legacy[]): Promise<void> {
  const operations = documents.flatMap(({ index, id, source }) => [
    { index: { _index: index, _id: id } },
    source,
  ]);
  const { errors, items } = await client.bulk({ operations, refresh: true });
  if (errors)
    throw new Error(`the fixture was refused: ${JSON.stringify(items.find(({ index }) => index?.error))}`);
}

const PROJECTS = ['app', 'other-app', 'Third'];

/** Messages and logs of several projects over some days, in indices with and without the project in their names. */
export function legacyEntries(perIndex: number): readonly Legacy[] {
  return ['2021-02-04', '2021-02-05', '2021-12-31'].flatMap((date) =>
    PROJECTS.flatMap((project, which) => [
      ...many(perIndex, (n) => {
        const source = message(project, date, n, [n, `text ${n}`, { deep: n }][which] ?? null);
        const kept = which === 0;
        return {
          index: kept ? `message-${date}` : `message-${project.toLowerCase()}-${date}`,
          id: `m-${project}-${date}-${n}`,
          source,
          expected: {
            index: kept ? new RegExp(`^message-${date}$`) : new RegExp(`^message-(${date}|migrated)$`),
            id: `m-${project}-${date}-${n}`,
            source,
          },
        };
      }),
      ...many(Math.ceil(perIndex / 10), (n) => {
        const index = `logging-${project.toLowerCase()}-${date.replaceAll('-0', '-')}`;
        const id = `l-${project}-${date}-${n}`;
        return {
          index,
          id,
          source: log(project, date, n),
          expected: { index: new RegExp(`^${index}$`), id, source: log(project, date, n) },
        };
      }),
    ]),
  );
}

function many<A>(count: number, make: (n: number) => A): readonly A[] {
  return Array.from({ length: count }, (_, n) => make(n));
}

function message(
  project: string,
  date: string,
  n: number,
  score: JsonObject | string | number | null,
): JsonObject {
  return {
    messageId: `message-${n}`,
    conversationId: `conversation-${n % 7}`,
    channel: 'TELEGRAM',
    userId: `user-${n % 11}`,
    timestamp: `${date}T10:20:30.${String(n % 1000).padStart(3, '0')}000`,
    content: { type: 'text', value: `hello ${n}` },
    metadata: { score, big: 1234567890123456789n },
    project,
    type: 'request',
    domain: null,
    intent: { name: 'greet', confidence: 0.9 },
    entities: [],
    language: 'en',
  };
}

function log(project: string, date: string, n: number): JsonObject {
  return {
    logId: `log-${n}`,
    component: 'hub',
    severity: 'INFO',
    logContent: `line ${n}`,
    timestamp: `${date}T00:00:00`,
    project,
    authority: null,
    botVersion: null,
    metadata: {},
  };
}

const NO_RESULT = null;
const moving = (type: string) => ({ type, value: '30D' });
const times = {
  creationDt: '2021-02-04T04:00:00.000000',
  fromDt: '2021-01-05T00:00:00',
  toDt: '2021-02-04T00:00:00',
};

/** An analytic before, and its descriptor and result after; no descriptor where it must be gone. */
interface LegacyAnalytic {
  readonly query: JsonObject;
  readonly result: JsonObject | null;
  readonly descriptor?: JsonObject;
  readonly after?: JsonObject | null;
}

const counted = (dimension: string, before: string, after: string): LegacyAnalytic => ({
  query: { project: 'app', timespan: moving('DEFAULT'), type: 'analytic', dimension, metric: before },
  result: { count: 3, items: ['a'], type: 'analytic', ...times },
  descriptor: { project: 'app', timespan: moving('moving'), type: 'count', dimension, metric: after },
  after: { count: 3, type: 'count', ...times },
});

const segmented = (dimension: string, before: string, after: string): LegacyAnalytic => ({
  query: { project: 'app', timespan: moving('MOVING'), type: 'ANALYTIC', dimension, metric: before },
  result: { counts: { one: 1, two: 2 }, transactions: [], type: 'analytic', ...times },
  descriptor: { project: 'app', timespan: moving('moving'), type: 'segmentation', dimension, metric: after },
  after: {
    segments: [
      { count: 1, type: 'one' },
      { count: 2, type: 'two' },
    ],
    type: 'segmentation',
    ...times,
  },
});

const dropped = (dimension: string, metric: string): LegacyAnalytic => ({
  query: { project: 'app', timespan: moving('DEFAULT'), type: 'analytic', dimension, metric },
  result: NO_RESULT,
});

const aggregated = (name: string, value: number | JsonObject, after: JsonObject): LegacyAnalytic => ({
  query: {
    project: 'app',
    timespan: moving('MOVING'),
    type: 'aggregation',
    field: 'metadata.score',
    aggregation: name,
  },
  result: { [name]: value, type: 'aggregation', ...times },
  descriptor: {
    project: 'app',
    timespan: moving('moving'),
    type: 'aggregation',
    field: 'metadata.score',
    aggregation: name,
  },
  after: { aggregation: after, type: 'aggregation', ...times },
});

const ANALYTICS: readonly LegacyAnalytic[] = [
  counted('user', 'u:total', 'total'),
  counted('user', 'u:active', 'active'),
  counted('user', 'u:engaged', 'engaged'),
  counted('user', 'u:new', 'new'),
  counted('message', 'm:from_users', 'requests'),
  counted('message', 'm:responses', 'responses'),
  counted('message', 'm:notifications', 'notifications'),
  counted('task', 't:total', 'total'),
  counted('task', 't:active', 'active'),
  counted('task', 't:closed', 'closed'),
  counted('task', 't:new', 'new'),
  counted('conversation', 'c:total', 'total'),
  counted('conversation', 'c:new', 'new'),
  counted('dialogue', 'd:fallback', 'fallback'),
  counted('dialogue', 'd:intents', 'intents'),
  counted('dialogue', 'd:domains', 'domains'),
  counted('bot', 'b:response', 'response'),
  segmented('user', 'a:segmentation', 'age'),
  segmented('user', 'g:segmentation', 'gender'),
  segmented('message', 'm:segmentation', 'all'),
  segmented('message', 'r:segmentation', 'requests'),
  segmented('message', 'u:segmentation', 'requests'),
  segmented('transaction', 't:segmentation', 'label'),
  dropped('conversation', 'c:path'),
  dropped('conversation', 'c:length'),
  dropped('message', 'm:unhandled'),
  dropped('message', 'm:from_bot'),
  dropped('message', 'm:conversation'),
  aggregated('avg', 2.5, { avg: 2.5 }),
  aggregated('cardinality', 7, { cardinality: 7 }),
  aggregated(
    'stats',
    { count: 1, min: 1, max: 1, avg: 1, sum: 1 },
    { count: 1, min: 1, max: 1, avg: 1, sum: 1 },
  ),
  {
    query: {
      project: 'app',
      timespan: { type: 'CUSTOM', start: '2021-01-01T00:00:00', end: '2021-02-01T00:00:00' },
      type: 'analytic',
      dimension: 'user',
      metric: 'u:total',
    },
    result: { count: 1, type: 'analytic', creationDt: times.creationDt },
    descriptor: {
      project: 'app',
      timespan: { type: 'fixed', start: '2021-01-01T00:00:00', end: '2021-02-01T00:00:00' },
      type: 'count',
      dimension: 'user',
      metric: 'total',
    },
    after: { count: 1, type: 'count', ...times, fromDt: '2021-01-01T00:00:00', toDt: '2021-02-01T00:00:00' },
  },
  { ...counted('user', 'u:total', 'total'), result: NO_RESULT, after: NO_RESULT },
];

/** Analytics of every metric, in daily indices with and without the project in their names. */
export function legacyAnalytics(): readonly Legacy[] {
  return ANALYTICS.flatMap(({ query, result, descriptor, after = null }, n) =>
    ['analytic-2021-02-04', 'analytic-app-2021-02-04', 'analytic-app-2021-02-05'].map((index, copy) => {
      const id = `analytic-${n}-${copy}`;
      return {
        index,
        id: `document-${n}-${copy}`,
        source: { staticId: id, query, result },
        expected: descriptor && {
          index: /^analytic-definitions$/,
          id,
          source: { id, descriptor, result: after },
        },
      };
    }),
  );
}
