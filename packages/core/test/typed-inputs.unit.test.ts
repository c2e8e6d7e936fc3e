import { createMemex } from '@memex/core';
import { createMemoryStore } from '@memex/core/memory';
import { beforeAll, describe, expect, expectTypeOf, test } from 'vitest';
import { request } from './samples.js';

const memex = createMemex({ store: createMemoryStore() });
const { messages, analytics } = memex;
const malformed = { code: 'malformed' };
const window = { type: 'moving', value: '7d' } as const;

beforeAll(() => memex.start());

describe('a wrong call does not compile, and is refused where it is made all the same', () => {
  test('a message is no batch', async () => {
    const message = {
      type: 'request',
      messageId: 'm',
      channel: 'WEB',
      userId: 'u',
      project: 'p',
      timestamp: '2026-11-20',
    } as const;
    // @ts-expect-error
    await expect(messages.append(message)).rejects.toMatchObject(malformed);
  });

  test('a message has a user', async () => {
    const message = {
      type: 'request',
      messageId: 'm',
      channel: 'WEB',
      project: 'p',
      timestamp: '2026-11-20',
    } as const;
    // @ts-expect-error
    await expect(messages.append([message])).rejects.toMatchObject(malformed);
  });

  test('a page has a range of time', async () => {
    // @ts-expect-error
    await expect(messages.page({ project: 'p' })).rejects.toMatchObject(malformed);
  });

  test('a metric is one that there is', async () => {
    const descriptor = {
      project: 'p',
      timespan: window,
      type: 'count',
      dimension: 'user',
      metric: 'asleep',
    } as const;
    // @ts-expect-error
    await expect(analytics.compute(descriptor)).rejects.toMatchObject(malformed);
  });

  test('a user is erased by a query', async () => {
    // @ts-expect-error
    await expect(messages.eraseUser('anna')).rejects.toMatchObject(malformed);
  });

  test('a message is found by something', async () => {
    // @ts-expect-error
    await expect(messages.find({ userId: 'anna' })).rejects.toMatchObject(malformed);
  });
});

test('a result has the type of its descriptor', async () => {
  const common = { project: 'p', timespan: window } as const;
  const count = await analytics.compute({ ...common, type: 'count', dimension: 'user', metric: 'active' });
  expectTypeOf(count.count).toBeNumber();
  expect(count.count).toBe(0);
  const { segments } = await analytics.compute({
    ...common,
    type: 'segmentation',
    dimension: 'message',
    metric: 'all',
  });
  expectTypeOf(segments[0]?.type).toEqualTypeOf<string | null | undefined>();
  expect(segments).toEqual([]);
});

describe('a Date is taken wherever a time is', () => {
  const at = new Date('2026-03-04T10:15:00.250Z');

  test('of a message, and of the ends of a range', async () => {
    await messages.append([
      {
        type: 'request',
        messageId: 'dated',
        channel: 'WEB',
        userId: 'anna',
        project: 'dates',
        timestamp: at,
      },
    ]);
    const found = [];
    for await (const message of messages.all({ project: 'dates', fromTime: at, toTime: at }))
      found.push(message);
    expect(found).toMatchObject([{ messageId: 'dated', timestamp: '2026-03-04T10:15:00.250000' }]);
  });

  test('of a fixed window', async () => {
    const timespan = { type: 'fixed', start: at, end: new Date('2026-03-05') } as const;
    const users = { project: 'dates', type: 'count', dimension: 'user', metric: 'active' } as const;
    expect(await analytics.compute({ ...users, timespan })).toMatchObject({
      count: 1,
      toDt: '2026-03-05T00:00:00',
    });
  });

  test('of the range of conversations, where a flag is a boolean', async () => {
    await messages.append([
      {
        type: 'request',
        messageId: 'talking',
        conversationId: 'talk',
        channel: 'WEB',
        userId: 'anna',
        project: 'talks',
        timestamp: at,
        intent: { name: 'default' },
      },
    ]);
    const query = { project: 'talks', fromTime: at, toTime: at, fallback: true, channel: 'WEB' };
    const { entries, cursor } = await messages.conversations(query);
    expectTypeOf(entries[0]?.lastTime).toExtend<string | undefined>();
    const time = '2026-03-04T10:15:00.250000';
    const talk = { conversationId: 'talk', userId: 'anna', channel: 'WEB', firstTime: time, lastTime: time };
    expect([entries, cursor]).toEqual([[{ ...talk, messages: 1, fallbacks: 1 }], undefined]);
    // @ts-expect-error
    await expect(messages.conversations({ ...query, fallback: 1 })).rejects.toMatchObject(malformed);
    // @ts-expect-error
    await expect(messages.conversations({ project: 'talks' })).rejects.toMatchObject(malformed);
  });

  test('but for one that is no time', async () => {
    const query = { project: 'dates', fromTime: new Date('never'), toTime: at };
    await expect(messages.page(query)).rejects.toMatchObject({
      code: 'malformed',
      issues: [{ path: 'fromTime' }],
    });
  });
});

describe('all that a query finds', () => {
  test('comes page by page, to the last', async () => {
    const sent = [1, 2, 3, 4, 5].map((n) => request({ project: 'walk', messageId: `m${n}` }));
    await memex.untrusted.messages.append(sent);
    const query = { project: 'walk', fromTime: '2020-01-01', toTime: '2030-01-01', maxSize: 2 };
    const ids: string[] = [];
    for await (const { messageId } of messages.all(query)) ids.push(messageId);
    expect(ids).toEqual(['m1', 'm2', 'm3', 'm4', 'm5']);
    const { cursor } = await messages.page({ ...query, maxSize: 4 });
    const rest = [];
    for await (const { messageId } of messages.all({ ...query, maxSize: 4, cursor })) rest.push(messageId);
    expect(rest).toEqual(['m5']);
  });

  test('is refused as a page is', async () => {
    const walk = async () => {
      for await (const _ of memex.untrusted.messages.all('everything')) expect.unreachable();
    };
    await expect(walk()).rejects.toMatchObject(malformed);
  });
});
