import { describe, expect, test } from 'vitest';
import { EVERYTHING, imported } from './support/imported.js';

const REQUEST = {
  messageId: 'm1',
  conversationId: 'c1',
  channel: 'WEB',
  userId: 'anna',
  timestamp: '2026-01-05T10:00:00+01:00',
  content: { type: 'text', value: 'Hi' },
  metadata: { id: 12345678901234567890n },
  project: 'shop',
  type: 'request',
  domain: null,
  intent: { name: 'greet', confidence: 0.5 },
  entities: [],
  language: 'en',
};
const LOG = {
  logId: 'l1',
  component: 'hub',
  severity: 'INFO',
  logContent: '',
  project: 'shop',
  timestamp: '2026-01-05',
};

describe('what memex export writes', () => {
  test('messages and logs keep their trace ids, their projects and all digits', async () => {
    const run = await imported(
      'ndjson',
      [
        { ...REQUEST, traceId: 't1' },
        { ...LOG, traceId: 't2' },
      ],
      { project: undefined },
    );
    expect(run.traceIds).toEqual(['t1']);
    expect(run.messages).toEqual([REQUEST]);
    const logs = await run.store.logs.page(EVERYTHING, { limit: 9 });
    expect(logs.entries.map(({ traceId }) => traceId)).toEqual(['t2']);
    expect([run.counts.messages, run.counts.logs, run.counts.items]).toEqual([1, 1, 2]);
  });

  test('a second run, and an entry that is there twice, change nothing', async () => {
    const lines = [{ ...REQUEST, traceId: 't1' }, REQUEST, REQUEST];
    const first = await imported('ndjson', lines);
    const again = await imported('ndjson', lines, { store: first.store });
    expect(first.traceIds).toHaveLength(2);
    expect(again.traceIds).toEqual(first.traceIds);
  });

  test('a trace id that is made is a UUID of version 7 of the time of the message', async () => {
    const { traceIds } = await imported('ndjson', [REQUEST]);
    const at = Date.parse('2026-01-05T09:00:00Z').toString(16).padStart(12, '0');
    expect(traceIds[0]).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(traceIds[0]?.replace('-', '').slice(0, 12)).toBe(at);
  });

  test('of an export of a user, the messages are read', async () => {
    const lines = [{ message: { ...REQUEST, traceId: 't1' } }, { analytic: {} }, { summary: {} }];
    const { traceIds, counts, rejections } = await imported('ndjson', lines);
    expect([traceIds, rejections]).toEqual([['t1'], []]);
    expect(Object.fromEntries(counts.ignored)).toEqual({ analytic: 1, summary: 1 });
  });

  test('the project can be replaced', async () => {
    const { messages } = await imported('ndjson', [REQUEST], { project: 'new' });
    expect(messages[0]?.project).toBe('new');
  });

  test('rows of CSV have JSON in some cells, and nothing in those that were null', async () => {
    const cells = {
      ...REQUEST,
      content: JSON.stringify(REQUEST.content),
      metadata: '{"id":12345678901234567890}',
      intent: JSON.stringify(REQUEST.intent),
      entities: '[]',
      domain: '',
      responseTo: '',
      timestamp: '2026-01-05 10:00:00+01:00',
      traceId: 't1',
      timeZone: 'Europe/Rome',
    };
    const run = await imported('csv', [cells, { ...cells, traceId: 't2', content: '{' }], {
      project: undefined,
    });
    expect(run.messages).toEqual([REQUEST]);
    expect(run.rejections).toEqual([
      expect.objectContaining({ place: '[1]', reason: 'content must be JSON' }),
    ]);
  });

  test('what is malformed is rejected with all of its issues, and the rest goes on', async () => {
    const broken = { ...REQUEST, userId: 7, timestamp: 'yesterday' };
    const run = await imported('ndjson', [
      broken,
      { ...REQUEST, traceId: 't1' },
      { value: undefined, issue: 'column 3: a colon is expected', text: '{"a"', place: 'line 9' },
      { descriptor: {}, result: null, id: 'a' },
      'text',
      { ...REQUEST, traceId: 'a\nb' },
    ]);
    expect(run.traceIds).toEqual(['t1']);
    expect(run.rejections.map(({ place, reason }) => `${place}: ${reason}`)).toEqual([
      '[0]: userId must be a string of 1 to 512 characters without control characters, not a number; timestamp must be a date or date-time in ISO 8601 that exists, such as 2026-11-20T10:15:00Z',
      'line 9: column 3: a colon is expected',
      '[3]: is an analytic: define it on the server, which computes its result again',
      '[4]: must be an object',
      '[5]: traceId must be a string of 1 to 512 characters without control characters',
    ]);
    expect(run.rejections[0]?.original).toEqual(broken);
    expect(run.rejections[1]?.original).toBe('{"a"');
    expect(run.counts.rejected).toBe(5);
  });
});

describe('fields that a map names', () => {
  const map = {
    channel: 'WHATSAPP',
    fields: {
      messageId: 'id',
      userId: 'author.phone',
      conversationId: 'chat',
      timestamp: 'sent',
      text: 'body',
      type: 'direction',
      intent: 'topic',
      confidence: 'score',
      language: 'lang',
    },
    types: { request: ['in'], response: ['out'], notification: ['push'] },
    times: 'milliseconds',
    metadata: ['campaign'],
  };
  const row = (fields: object) => ({
    chat: 'c',
    author: { phone: '+39' },
    sent: 1_700_000_000_123,
    ...fields,
  });

  test('become messages, and responses find their requests', async () => {
    const { messages, rejections } = await imported(
      'ndjson',
      [
        row({ id: 1, direction: 'push', body: 'Sale!', campaign: 'x' }),
        row({ id: 2, direction: 'in', body: 'What?', topic: 'ask', score: '0.25', lang: 'en' }),
        row({ id: 3, direction: 'out', body: 'A sale.', author: undefined }),
        row({ id: 4, direction: 'sideways' }),
      ],
      { map },
    );
    expect(rejections.map(({ reason }) => reason)).toEqual(['direction is of no known type']);
    const common = { conversationId: 'c', channel: 'WHATSAPP', userId: '+39', project: 'p' };
    expect(messages).toMatchObject([
      { ...common, messageId: '1', type: 'notification', metadata: { campaign: 'x' } },
      {
        ...common,
        messageId: '2',
        type: 'request',
        intent: { name: 'ask', confidence: 0.25 },
        language: 'en',
      },
      { ...common, messageId: '3', type: 'response', responseTo: '2' },
    ]);
    expect(messages[1]?.timestamp).toBe('2023-11-14T22:13:20.123000');
  });

  test('without ids, a message has one that is always the same', async () => {
    const rows = [{ who: 'a', when: '2026-01-05', what: 'x' }];
    const fields = { userId: 'who', timestamp: 'when', text: 'what' };
    const [one, other] = [
      await imported('csv', rows, { map: { fields } }),
      await imported('csv', rows, { map: { fields } }),
    ];
    expect(one.messages[0]?.messageId).toMatch(/^[0-9a-f]{32}$/);
    expect(other.messages).toEqual(one.messages);
    expect(other.traceIds).toEqual(one.traceIds);
  });

  test('a map with unknown names is refused', async () => {
    await expect(imported('csv', [], { map: { fields: { user: 'who' }, colour: 1 } })).rejects.toMatchObject({
      issues: [
        { path: 'colour', message: expect.stringContaining('known: project, channel, fields') },
        { path: 'fields.user', message: expect.stringContaining('is not a known field') },
      ],
    });
  });
});

describe('pseudonyms', () => {
  test('replace every id by the same digest for the same key, also in metadata and as an answer', async () => {
    const messages = [
      {
        ...REQUEST,
        userId: '+391234567',
        conversationId: '+391234567',
        metadata: { phone: '+391234567', n: 1, deep: ['+391234567'] },
      },
      {
        ...REQUEST,
        messageId: 'm2',
        userId: '+391234567',
        conversationId: null,
        type: 'response',
        responseTo: 'm1',
      },
      { ...REQUEST, messageId: 'm3', userId: '+391234567', content: { type: 'userId', value: '+391234567' } },
    ].map((message, index) => ({ ...message, timestamp: `2026-01-0${index + 1}`, traceId: `t${index}` }));
    const run = await imported('ndjson', messages, { key: 'a key' });
    const again = await imported('ndjson', messages, { key: 'a key', store: run.store });
    const other = await imported('ndjson', messages, { key: 'another' });
    expect(again.traceIds).toEqual(run.traceIds);
    expect(run.traceIds.some((id) => /^t\d$/.test(id))).toBe(false);
    const text = JSON.stringify([run.messages, run.traceIds], (_, value) =>
      typeof value === 'bigint' ? String(value) : value,
    );
    expect(text).not.toContain('391234567');
    const [first, response, sent] = run.messages;
    expect(first?.userId).toMatch(/^[0-9a-f]{32}$/);
    expect(response?.userId).toBe(first?.userId);
    expect(first?.conversationId).not.toBe(first?.userId);
    expect(response).toMatchObject({ responseTo: first?.messageId });
    expect(sent?.content).toEqual({ type: 'userId', value: first?.userId });
    expect(first?.metadata).toEqual({ phone: first?.userId, n: 1, deep: [first?.userId] });
    expect(other.messages[0]?.userId).not.toBe(first?.userId);
  });
});
