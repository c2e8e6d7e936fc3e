import { decode, Message } from '@memex/core/model';
import {
  formatInstant,
  instantOfMillis,
  type LoggedPageQuery,
  plusMicros,
  walkLoggedMessages,
} from '@memex/core/toolkit';
import { expect, test } from 'vitest';
import type { ReadLoggedPage } from '../src/platform/logged-messages.js';

const START = instantOfMillis(Date.parse('2021-11-30T10:00:00Z'));
const TYPES = ['request', 'response', 'notification'] as const;

function messageAt(
  micros: number,
  messageId: string,
  type: (typeof TYPES)[number] = 'notification',
): Message {
  const timestamp = formatInstant(plusMicros(START, micros));
  return decode(Message, {
    type,
    messageId,
    channel: 'WEB',
    userId: 'u',
    project: 'app',
    timestamp,
    responseTo: 'm',
  });
}

/** A logger without cursors: times to the millisecond, those of one in any order, full pages or the last. */
function withoutCursors(messages: readonly Message[]) {
  const queries: LoggedPageQuery[] = [];
  const millis = (time: string): number => Date.parse(`${time.slice(0, 23).padEnd(19, ':00')}Z`);
  const read: ReadLoggedPage = async (query) => {
    queries.push(query);
    const found = messages
      .filter(({ type, timestamp }) => {
        const time = millis(timestamp);
        return (
          time >= millis(query.fromTime) &&
          time <= millis(query.toTime) &&
          (query.type === undefined || query.type === type)
        );
      })
      .sort((a, b) => millis(a.timestamp) - millis(b.timestamp));
    return { messages: found.slice(0, query.maxSize) };
  };
  return { read, queries };
}

async function idsOf(read: ReadLoggedPage, from = 0, to = 3_600_000_000): Promise<readonly string[]> {
  const query = {
    project: 'app',
    fromTime: formatInstant(plusMicros(START, from)),
    toTime: formatInstant(plusMicros(START, to)),
  };
  const ids: string[] = [];
  for await (const { messageId } of walkLoggedMessages(read, query)) ids.push(messageId);
  return ids;
}

const named = (count: number, microsOf: (index: number) => number) =>
  Array.from({ length: count }, (_, index) => messageAt(microsOf(index), `m${index}`, TYPES[index % 3]));

test('without cursors, messages of one millisecond come in order, and those out of the range by microseconds do not come', async () => {
  const messages = [
    messageAt(1_900, 'c'),
    messageAt(1_100, 'a'),
    messageAt(1_500, 'b'),
    messageAt(2_001, 'd'),
  ];
  const { read } = withoutCursors(messages);
  expect(await idsOf(read, 1_100, 2_000)).toEqual(['a', 'b', 'c']);
});

test('without cursors, a page that is full and ends in the middle of a millisecond loses and repeats nothing', async () => {
  const messages = named(4_500, (index) => Math.floor(index / 700) * 1_000 + (index % 700));
  const { read, queries } = withoutCursors(messages);
  expect(await idsOf(read)).toEqual(messages.map(({ messageId }) => messageId));
  expect(queries.length).toBeLessThan(10);
});

test('without cursors, a millisecond with more than the largest page is read by type', async () => {
  const messages = named(25_000, (index) => (index < 24_000 ? 5_000 : index * 1_000));
  const { read, queries } = withoutCursors(messages);
  const ids = await idsOf(read);
  expect(new Set(ids).size).toBe(25_000);
  expect(ids).toHaveLength(25_000);
  expect(queries.filter(({ type }) => type !== undefined)).toHaveLength(3);
});

test('without cursors, what cannot be told apart is refused, and nothing is left out in silence', async () => {
  const messages = Array.from({ length: 10_000 }, (_, index) => messageAt(0, `m${index}`));
  await expect(idsOf(withoutCursors(messages).read)).rejects.toMatchObject({
    code: 'internal',
    message: expect.stringContaining('10000 notification messages of 2021-11-30T10:00:00'),
  });
});

test('times are asked for in UTC without an offset: the Python service fails where one has one and the other has none', async () => {
  const { read, queries } = withoutCursors([]);
  const query = { project: 'app', fromTime: '2021-11-30T11:00:00+01:00', toTime: '2021-11-30T10:00:01' };
  for await (const _ of walkLoggedMessages(read, query as LoggedPageQuery)) break;
  expect(queries).toMatchObject([{ fromTime: '2021-11-30T10:00:00', toTime: '2021-11-30T10:00:01' }]);
});

test('with cursors, each page is asked for with the same query and the cursor before it, one page ahead', async () => {
  const queries: LoggedPageQuery[] = [];
  const read: ReadLoggedPage = async (query) => {
    queries.push(query);
    const page = Number(query.cursor ?? '0');
    return { messages: [messageAt(page, `m${page}`)], ...(page < 3 ? { cursor: String(page + 1) } : {}) };
  };
  const query = {
    project: 'app',
    fromTime: formatInstant(START),
    toTime: formatInstant(plusMicros(START, 10)),
  };
  const ids: string[] = [];
  for await (const { messageId } of walkLoggedMessages(read, query)) {
    if (messageId === 'm0') expect(queries).toHaveLength(2);
    ids.push(messageId);
  }
  expect(ids).toEqual(['m0', 'm1', 'm2', 'm3']);
  expect(queries.map(({ cursor }) => cursor)).toEqual([undefined, '1', '2', '3']);
  expect(new Set(queries.map(({ cursor: _, ...rest }) => JSON.stringify(rest))).size).toBe(1);
});
