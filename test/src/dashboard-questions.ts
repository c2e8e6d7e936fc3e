import type { AnalyticResult } from '@memex/core/model';
import { formatInstant, type Instant, instantOfMillis, plusMicros } from '@memex/core/toolkit';
import { BOT_DAYS, BOT_PROJECT, BOT_START } from './bot-messages.js';
import { membersOf } from './members.js';

/** What is narrowed to, as a filter of a descriptor and as a condition on a row. */
export interface Slice {
  readonly name: string;
  /** As a descriptor has them. */
  readonly filters: readonly object[];
  readonly sql: string;
}

export const SLICES: readonly Slice[] = [
  { name: 'everything', filters: [], sql: 'TRUE' },
  {
    name: 'one channel',
    filters: [{ field: 'channel', operation: 'term', value: 'WEB' }],
    sql: "channel = 'WEB'",
  },
  {
    name: 'a domain and a language',
    filters: [
      { field: 'domain', operation: 'term', value: 'library' },
      { field: 'language', operation: 'term', value: 'en' },
    ],
    sql: "domain = 'library' AND language = 'en'",
  },
  {
    name: 'a tag, repeated attempts and a word',
    filters: [
      { field: 'metadata.tags', operation: 'term', value: 'b' },
      { field: 'metadata.attempt', operation: 'gre', value: 1 },
      { field: 'content.value', operation: 'match', value: 'why ABOUT' },
    ],
    sql: "list_contains(tags, 'b') AND attempt >= 1 AND regexp_matches(value, '\\b(why|about)\\b', 'i')",
  },
];

/** A question of a dashboard: how Memex is asked, how its answer is read as rows, and the statement that gives the same rows. */
export interface DashboardQuestion {
  readonly name: string;
  readonly descriptor: (filters: Slice['filters']) => object;
  readonly read: (result: AnalyticResult) => readonly Row[];
  /** @param slice - A condition. */
  readonly sql: (slice: string) => string;
}

/** Labels, and the number that belongs to them. */
export type Row = readonly (string | number | null)[];

const MICROS_PER_DAY = 86_400_000_000;
const start = instantOfMillis(BOT_START + ((BOT_DAYS / 2) * MICROS_PER_DAY) / 1_000);
const length = (BOT_DAYS / 2) * MICROS_PER_DAY;

const SCOPE = {
  project: BOT_PROJECT,
  timespan: {
    type: 'fixed',
    start: formatInstant(start),
    end: formatInstant(plusMicros(start, length - 1)),
  },
} as const;

/** The window, and the one before it, as conditions. */
const NOW = during(start);
const BEFORE = during(plusMicros(start, -length));

function during(from: Instant): string {
  return `instant BETWEEN ${sqlOf(from)} AND ${sqlOf(plusMicros(from, length - 1))}`;
}

function sqlOf(instant: Instant): string {
  return `TIMESTAMP '${formatInstant(instant)}'`;
}

/** A count, compared with the window before. @param count - The statement that counts what meets a condition. */
function counted(
  dimension: string,
  metric: string,
  count: (condition: string, start: string) => string,
): DashboardQuestion {
  return {
    name: `${dimension} ${metric}, now and before`,
    descriptor: (filters) => ({ ...SCOPE, type: 'count', dimension, metric, filters, compare: 'previous' }),
    read: (result) =>
      result.type !== 'count'
        ? []
        : [
            ['now', result.count],
            ['before', result.previous?.count ?? null],
          ],
    sql: (slice) => `SELECT 'now', (${count(`${NOW} AND ${slice}`, sqlOf(start))})
      UNION ALL SELECT 'before', (${count(`${BEFORE} AND ${slice}`, sqlOf(plusMicros(start, -length)))})`,
  };
}

function distinct(column: string, condition = 'TRUE') {
  return (where: string) => `SELECT count(DISTINCT ${column}) FROM messages WHERE ${where} AND ${condition}`;
}

/** The largest values of a field, and the rest. */
function largest(
  by: string,
  column: string,
  limit: number,
  more: Slice['filters'] = [],
  condition = 'TRUE',
): DashboardQuestion {
  return {
    name: `requests by ${by}${more.length === 0 ? '' : ', of fallbacks'}`,
    descriptor: (filters) => ({
      ...SCOPE,
      type: 'segmentation',
      dimension: 'message',
      metric: 'requests',
      by,
      limit,
      filters: [...filters, ...more],
    }),
    read: (result) =>
      result.type === 'segmentation' ? result.segments.map(({ type, count }) => [type, count]) : [],
    sql: (slice) => `WITH labels AS (SELECT ${column} AS label FROM messages
        WHERE ${NOW} AND ${slice} AND ${condition} AND type = 'request'),
      counts AS (SELECT label, count(*) AS n FROM labels WHERE label IS NOT NULL GROUP BY 1),
      ranked AS (SELECT *, row_number() OVER (ORDER BY n DESC, label) AS rank FROM counts)
      SELECT CASE WHEN rank <= ${limit} THEN label END, sum(n) FROM ranked GROUP BY 1`,
  };
}

/** All messages by their type, hour by hour or day by day. @param labels - What a bucket is counted under. */
function byType(interval: 'hour' | 'day', labels: (from: Date) => Row, columns: string): DashboardQuestion {
  return {
    name: `messages by type and ${columns}`,
    descriptor: (filters) => ({
      ...SCOPE,
      type: 'segmentation',
      dimension: 'message',
      metric: 'all',
      interval,
      filters,
    }),
    read: (result) =>
      result.type !== 'segmentation'
        ? []
        : (result.series ?? []).flatMap(({ from, segments }) =>
            segments.map(({ type, count }) => [...labels(new Date(`${from}Z`)), type, count]),
          ),
    sql: (slice) => `SELECT ${columns}, type, count(*) FROM messages WHERE ${NOW} AND ${slice} GROUP BY ALL`,
  };
}

const FIRST_RESPONSES = (condition: string): string => `
  WITH asked AS (SELECT messageId, min(instant) AS since FROM messages WHERE type = 'request' AND ${condition} GROUP BY 1),
  answered AS (SELECT asked.since, min(r.instant) AS responded FROM asked JOIN messages r
    ON r.type = 'response' AND r.responseTo = asked.messageId AND r.instant >= asked.since GROUP BY asked.messageId, asked.since)`;

const PERCENTS = ['5.0', '50.0', '95.0'];

export const DASHBOARD_QUESTIONS: readonly DashboardQuestion[] = [
  counted('user', 'active', distinct('userId', "type = 'request'")),
  counted(
    'user',
    'new',
    (condition, from) => `SELECT count(DISTINCT userId) FROM messages WHERE ${condition}
      AND userId NOT IN (SELECT userId FROM messages WHERE instant < ${from})`,
  ),
  counted('conversation', 'total', distinct('conversationId')),
  counted('message', 'requests', distinct('messageId', "type = 'request'")),
  counted('dialogue', 'fallback', distinct('messageId', "type = 'request' AND intent = 'default'")),
  counted(
    'bot',
    'unanswered',
    (condition) => `SELECT count(DISTINCT messageId) FROM messages WHERE ${condition} AND type = 'request'
      AND messageId NOT IN (SELECT responseTo FROM messages WHERE type = 'response')`,
  ),
  {
    name: 'the percentiles of the time to an answer',
    descriptor: (filters) => ({
      ...SCOPE,
      type: 'aggregation',
      aggregation: 'percentiles',
      field: 'responseTime',
      filters,
    }),
    read: (result) => {
      const found = membersOf(result.type === 'aggregation' ? result.aggregation : null);
      return PERCENTS.map((percent) => [percent, Number(found[percent])]);
    },
    sql: (slice) =>
      `${FIRST_RESPONSES(`${NOW} AND ${slice}`)} SELECT unnest(['${PERCENTS.join("', '")}']),
        unnest(quantile_cont(epoch(responded - since), [${PERCENTS.map((percent) => Number(percent) / 100)}])) FROM answered`,
  },
  {
    name: 'active users day by day',
    descriptor: (filters) => ({
      ...SCOPE,
      type: 'count',
      dimension: 'user',
      metric: 'active',
      interval: 'day',
      filters,
    }),
    read: (result) =>
      result.type !== 'count'
        ? []
        : (result.series ?? []).flatMap(({ from, count }) =>
            count === 0 ? [] : [[from.slice(0, 10), count]],
          ),
    sql: (slice) =>
      `SELECT strftime(instant, '%Y-%m-%d'), count(DISTINCT userId) FROM messages WHERE ${NOW} AND ${slice} AND type = 'request' GROUP BY 1`,
  },
  largest('intent.name', 'intent', 3),
  largest('channel', 'channel', 5),
  largest('language', 'language', 5),
  largest('metadata.tags', 'unnest(tags)', 5),
  largest(
    'content.value',
    'value',
    2,
    [{ field: 'intent.name', operation: 'term', value: 'default' }],
    "intent = 'default'",
  ),
  byType('day', (from) => [from.toISOString().slice(0, 10)], "strftime(instant, '%Y-%m-%d')"),
  byType('hour', (from) => [from.getUTCDay(), from.getUTCHours()], 'dayofweek(instant), hour(instant)'),
];

/** Lists of conversations, each with the statement that gives the same in the same order. */
export const CONVERSATION_LISTS = [
  { name: 'all', query: {}, where: 'TRUE', having: 'TRUE' },
  { name: 'those with a fallback', query: { fallback: 'true' }, where: 'TRUE', having: 'fallbacks > 0' },
  { name: 'those of a channel', query: { channel: 'ALEXA' }, where: "channel = 'ALEXA'", having: 'TRUE' },
  { name: 'those of a user', query: { userId: 'user 3' }, where: "userId = 'user 3'", having: 'TRUE' },
].map(({ name, query, where, having }) => ({
  name,
  query: { project: BOT_PROJECT, fromTime: SCOPE.timespan.start, toTime: SCOPE.timespan.end, ...query },
  sql: `SELECT conversationId, epoch_ms(max(instant)) AS last, count(*),
      count(DISTINCT CASE WHEN type = 'request' AND intent = 'default' THEN messageId END) AS fallbacks
    FROM messages WHERE ${NOW} AND ${where} GROUP BY conversationId HAVING ${having} ORDER BY last DESC, conversationId`,
}));
