import { parseApiKeys } from '@memex/adapter-http';
import { beforeEach, describe, expect, test } from 'vitest';
import { nextTarget } from './support/client.js';
import { message, RANGE } from './support/samples.js';
import { type Service, startService } from './support/service.js';

let service: Service;

beforeEach(async () => {
  service = await startService({ apiKeys: parseApiKeys('root:admin,bound:app') });
  await service.memex.untrusted.messages.append([
    message({ timestamp: '2026-03-01T12:00:00', intent: { name: 'default' } }),
    message({ timestamp: '2026-03-01T14:00:00.000001+01:00', messageId: 'm2', userId: 'u2', channel: 'WEB' }),
    message({ timestamp: '2026-03-02', conversationId: 'c2', messageId: 'm3' }),
    message({ timestamp: '2026-03-03', conversationId: null, messageId: 'm4' }),
    message({ timestamp: '2026-03-04', project: 'other', intent: { name: 'default' } }),
  ]);
});

function list(query: string, key = 'root') {
  return service.call('GET', `/conversations?${query}`, { headers: { 'x-wenet-component-apikey': key } });
}

const FIRST = {
  conversationId: 'c1',
  userId: 'u2',
  channel: 'WEB',
  firstTime: '2026-03-01T12:00:00',
  lastTime: '2026-03-01T13:00:00.000001',
  messages: 2,
  fallbacks: 1,
};
const SECOND = {
  conversationId: 'c2',
  userId: 'u1',
  channel: 'TELEGRAM',
  firstTime: '2026-03-02T00:00:00',
  lastTime: '2026-03-02T00:00:00',
  messages: 1,
  fallbacks: 0,
};

describe('GET /conversations', () => {
  test('lists the conversations of a project, the one with the newest message first', async () => {
    const { status, headers, body } = await list(RANGE);
    expect([status, headers.link, headers['x-next-cursor']]).toEqual([200, undefined, undefined]);
    expect(body).toEqual([SECOND, FIRST]);
  });

  test.each([
    ['userId=u2', [{ ...FIRST, firstTime: FIRST.lastTime, messages: 1, fallbacks: 0 }]],
    ['channel=WEB&userId=u1', []],
    ['fallback=true', [FIRST]],
    ['fallback=TRUE', [FIRST]],
    ['fallback=false', [SECOND, FIRST]],
  ])('with %s', async (filter, wanted) => {
    expect((await list(`${RANGE}&${filter}`)).body).toEqual(wanted);
  });

  test('has both ends of its range', async () => {
    const at = '2026-03-01T12:00:00';
    expect((await list(`project=app&fromTime=${at}&toTime=${at}`)).body).toMatchObject([{ messages: 1 }]);
  });

  test('the link and the cursor lead to the next page of the same query, and of no other', async () => {
    const target = `/conversations?${RANGE}&maxSize=1`;
    const headers = { 'x-wenet-component-apikey': 'bound' };
    const first = await service.call('GET', target, { headers });
    expect(first.body).toEqual([SECOND]);
    const cursor = first.headers['x-next-cursor'] ?? '';
    const next = nextTarget(target, first) ?? '';
    expect(next).toContain(`cursor=${cursor}`);
    const second = await service.call('GET', next, { headers });
    expect([second.body, second.headers.link]).toEqual([[FIRST], undefined]);
    for (const query of [
      `${RANGE}&fallback=true`,
      `${RANGE}&channel=WEB`,
      RANGE.replace('2026-12-31', '2026-12-30'),
    ])
      expect((await list(`${query}&cursor=${cursor}`)).body).toMatchObject({ errors: [{ path: 'cursor' }] });
    const messages = await service.call('GET', `/messages?${RANGE}&cursor=${cursor}`, { headers });
    expect(messages.status).toBe(400);
    const listed = await service.call('GET', `/messages?${RANGE}&maxSize=1`, { headers });
    expect((await list(`${RANGE}&cursor=${listed.headers['x-next-cursor']}`)).status).toBe(400);
  });

  test.each([
    ['fromTime=2026-01-01&toTime=2026-12-31', 'project'],
    ['project=app&toTime=2026-12-31', 'fromTime'],
    ['project=app&fromTime=2026-01-01', 'toTime'],
    ['project=app&fromTime=2026-12-31&toTime=2026-01-01', 'fromTime'],
    [`${RANGE}&fallback=yes`, 'fallback'],
    [`${RANGE}&fallback=`, 'fallback'],
    [`${RANGE}&userId=`, 'userId'],
    [`${RANGE}&maxSize=0`, 'maxSize'],
    [`${RANGE}&maxSize=10001`, 'maxSize'],
    [`${RANGE}&cursor=x`, 'cursor'],
    [`${RANGE}&order=asc`, 'order'],
  ])('%s is 400 at %s', async (query, path) => {
    expect(await list(query)).toMatchObject({ status: 400, body: { errors: [{ path }] } });
  });

  test('shows a key of one project nothing of another', async () => {
    expect((await list(RANGE, 'bound')).body).toEqual([SECOND, FIRST]);
    const other = RANGE.replace('project=app', 'project=other');
    expect((await list(other, 'bound')).status).toBe(403);
    expect((await list(other)).body).toMatchObject([{ conversationId: 'c1', messages: 1, fallbacks: 1 }]);
  });
});
