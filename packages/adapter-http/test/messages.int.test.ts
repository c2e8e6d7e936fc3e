import { beforeEach, describe, expect, test } from 'vitest';
import { nextTarget } from './support/client.js';
import { message, RANGE } from './support/samples.js';
import { type Service, startService } from './support/service.js';

let service: Service;

beforeEach(async () => {
  service = await startService();
});

async function store(...messages: readonly unknown[]): Promise<readonly string[]> {
  const { body } = await service.call('POST', '/messages', { body: messages });
  return expectTraceIds(body);
}

function expectTraceIds(body: unknown): readonly string[] {
  expect(body).toMatchObject({ traceIds: expect.any(Array) });
  const { traceIds } = body as { readonly traceIds: readonly string[] };
  return traceIds;
}

describe('POST /messages', () => {
  test('stores a batch and returns its trace ids in order', async () => {
    const { status, headers, body } = await service.call('POST', '/messages', {
      body: [message(), message({ messageId: 'm2' })],
    });
    expect(status).toBe(201);
    expect(headers['content-type']).toBe('application/json; charset=utf-8');
    expect(body).toEqual({
      traceIds: [expect.any(String), expect.any(String)],
      status: 'Created: messages stored',
      code: 201,
    });
    const [, second] = expectTraceIds(body);
    expect((await service.call('GET', `/message?traceId=${second}`)).body).toMatchObject({ messageId: 'm2' });
  });

  test('a malformed message rejects the whole batch, with every issue', async () => {
    const { status, body } = await service.call('POST', '/messages', {
      body: [message(), message({ userId: 1 }), message({ content: { type: 'text' } })],
    });
    expect(status).toBe(400);
    expect(body).toMatchObject({
      status: expect.stringMatching(/^Malformed request: \[1\]\.userId /),
      code: 400,
      errors: [{ path: '[1].userId' }, { path: '[2].content.value' }],
    });
    expect((await service.call('GET', `/messages?${RANGE}`)).text).toBe('[]');
  });

  test('partial=true stores the well-formed messages', async () => {
    const { status, body } = await service.call('POST', '/messages?partial=true', {
      body: [message({ userId: 1 }), message(), 3],
    });
    expect(status).toBe(207);
    expect(body).toMatchObject({
      traceIds: [null, expect.any(String), null],
      errors: [{ path: '[0].userId' }, { path: '[2]' }],
      status: 'Partial: 1 of 3 messages stored',
      code: 207,
    });
  });

  test('partial=false stores all or nothing, and other values are malformed', async () => {
    expect((await service.call('POST', '/messages?partial=FALSE', { body: [message()] })).status).toBe(201);
    const { status, body } = await service.call('POST', '/messages?partial=maybe', { body: [message()] });
    expect(status).toBe(400);
    expect(body).toMatchObject({ errors: [{ path: 'partial' }] });
  });

  test('a batch with too many messages is too large', async () => {
    const { status, body } = await service.call('POST', '/messages', {
      body: Array.from({ length: 10_001 }, () => ({})),
    });
    expect(status).toBe(413);
    expect(body).toMatchObject({ status: 'Too large: the batch has more than 10000 items', code: 413 });
  });
});

describe('GET /messages', () => {
  test('messages have all fields of their kind, and no trace id', async () => {
    await store(message({ timestamp: '2026-03-01T12:00:00.5Z', type: 'REQUEST', extra: 1 }));
    const { status, body } = await service.call('GET', `/messages?${RANGE}`);
    expect(status).toBe(200);
    expect(body).toEqual([
      {
        messageId: 'm1',
        conversationId: 'c1',
        channel: 'TELEGRAM',
        userId: 'u1',
        timestamp: '2026-03-01T12:00:00.500000+00:00',
        content: { type: 'text', value: 'hello' },
        metadata: null,
        project: 'app',
        type: 'request',
        domain: null,
        intent: null,
        entities: [],
        language: null,
      },
    ]);
  });

  test('following the Link header visits each message once', async () => {
    await store(...Array.from({ length: 5 }, (_, index) => message({ messageId: `m${index}` })));
    const seen: unknown[] = [];
    let target: string | undefined = `/messages?${RANGE}&userId=u1&maxSize=2`;
    while (target !== undefined) {
      const answer = await service.call('GET', target);
      seen.push(...(Array.isArray(answer.body) ? answer.body : []));
      const next = nextTarget(target, answer);
      expect(answer.headers['x-next-cursor'] === undefined).toBe(next === undefined);
      if (next !== undefined)
        expect(answer.headers.link).toMatch(/^<\?project=app&.*&cursor=\w+>; rel="next"$/);
      target = next;
    }
    expect(seen).toMatchObject(Array.from({ length: 5 }, (_, index) => ({ messageId: `m${index}` })));
  });

  test('order=desc gives the newest first, on every page', async () => {
    await store(...Array.from({ length: 5 }, (_, index) => message({ messageId: `m${index}` })));
    const query = `/messages?${RANGE}&order=DESC&maxSize=3`;
    const first = await service.call('GET', query);
    expect(first.body).toMatchObject([{ messageId: 'm4' }, { messageId: 'm3' }, { messageId: 'm2' }]);
    const rest = await service.call('GET', nextTarget(query, first) ?? '');
    expect(rest.body).toMatchObject([{ messageId: 'm1' }, { messageId: 'm0' }]);
    expect(nextTarget(query, rest)).toBeUndefined();
  });

  test('text finds the messages that have all of its words, in any case, with other filters', async () => {
    await store(
      message({ content: { type: 'text', value: 'Good morning, Rome' } }),
      message({ messageId: 'm2', channel: 'WEB', content: { type: 'text', value: 'ROME? Good!' } }),
      message({ messageId: 'm3', content: { type: 'text', value: 'good' } }),
      message({ messageId: 'm4', content: null }),
    );
    const found = async (query: string) => (await service.call('GET', `/messages?${RANGE}&${query}`)).body;
    expect(await found('text=rome+good&order=desc')).toMatchObject([
      { messageId: 'm2' },
      { messageId: 'm1' },
    ]);
    expect(await found('text=Rome%2C%20GOOD&channel=WEB')).toMatchObject([{ messageId: 'm2' }]);
    expect(await found('text=roma')).toEqual([]);
    expect(await found('text=rome&type=response')).toEqual([]);
  });

  test('a cursor works without the Link header, and a forged one is malformed', async () => {
    await store(message(), message({ messageId: 'm2' }));
    const { headers } = await service.call('GET', `/messages?${RANGE}&maxSize=1`);
    const cursor = headers['x-next-cursor'];
    expect((await service.call('GET', `/messages?${RANGE}&cursor=${cursor}`)).body).toMatchObject([
      { messageId: 'm2' },
    ]);
    const { status, body } = await service.call('GET', `/messages?${RANGE}&cursor=${cursor}00`);
    expect(status).toBe(400);
    expect(body).toMatchObject({ errors: [{ path: 'cursor' }] });
  });

  test.each([
    ['nothing', '', ['project', 'fromTime', 'toTime']],
    ['a bad time', 'project=app&fromTime=now&toTime=2026-01-01', ['fromTime']],
    ['a range that ends first', 'project=app&fromTime=2026-02-01&toTime=2026-01-01', ['fromTime']],
    ['a page too large', `${RANGE}&maxSize=10001`, ['maxSize']],
    ['an empty text', `${RANGE}&text=`, ['text']],
    ['a text without a word', `${RANGE}&text=%3F%21+-`, ['text']],
    ['a text too long', `${RANGE}&text=${'x'.repeat(513)}`, ['text']],
    ['an unknown type', `${RANGE}&type=letter`, ['type']],
    ['a parameter given twice', `${RANGE}&project=app`, ['project']],
    ['what is not percent-encoded', `${RANGE}&userId=%E0%A4`, ['userId']],
    ['a name that is not percent-encoded', `${RANGE}&%ZZ=1`, ['']],
  ])('%s is malformed', async (_name, query, paths) => {
    const { status, body } = await service.call('GET', `/messages?${query}`);
    expect(status).toBe(400);
    expect(body).toMatchObject({ errors: paths.map((path) => ({ path })) });
  });

  test('queries are decoded: plus signs, percent signs, any script', async () => {
    await store(message({ userId: 'anna é 日本+&=' }));
    const encoded = 'anna+%C3%A9%20%E6%97%A5%E6%9C%AC%2B%26%3D';
    expect((await service.call('GET', `/messages?${RANGE}&userId=${encoded}`)).body).toHaveLength(1);
    expect((await service.call('GET', `/messages?${RANGE}&userId=anna`)).text).toBe('[]');
  });

  test('names of inherited properties are unknown parameters', async () => {
    const { status, body } = await service.call(
      'GET',
      `/messages?${RANGE}&__proto__=x&constructor=y&nonsense`,
    );
    expect(status).toBe(400);
    expect(body).toMatchObject({
      errors: [{ path: '__proto__' }, { path: 'constructor' }, { path: 'nonsense' }],
    });
  });

  test.each(['2026-03-01T12:00:00+02:00', '2026-03-01 12:00+02', '2026-03-01T12:00:00.000001+0200'])(
    'the plus sign of %s may come as a space',
    async (time) => {
      await store(message({ timestamp: '2026-03-01T10:00:00Z' }));
      const range = `project=app&fromTime=2026-03-01&toTime=${time.replace(' ', '+')}`;
      expect((await service.call('GET', `/messages?${range}`)).body).toHaveLength(1);
      const escaped = `project=app&fromTime=2026-03-01&toTime=${encodeURIComponent(time)}`;
      expect((await service.call('GET', `/messages?${escaped}`)).body).toHaveLength(1);
    },
  );

  test('a space before the time of day is not replaced by a plus sign', async () => {
    await store(message({ timestamp: '2026-03-01T10:00:00Z' }));
    const range = 'project=app&fromTime=2026-03-01+10:00&toTime=2026-03-01+10:00:00';
    expect((await service.call('GET', `/messages?${range}`)).body).toHaveLength(1);
  });
});

describe('GET and DELETE /message', () => {
  test('get one message by trace id, or by message id and user id', async () => {
    const [traceId] = await store(message());
    for (const query of [
      `traceId=${traceId}`,
      'project=app&messageId=m1&userId=u1',
      'messageId=m1&userId=u1',
    ]) {
      const { status, body } = await service.call('GET', `/message?${query}`);
      expect(status).toBe(200);
      expect(body).toMatchObject({ messageId: 'm1', traceId });
    }
  });

  test('texts are returned byte for byte, and numbers with all digits', async () => {
    const value = `\u0000 "quoted" \\ \u2028 🙂 שלום ${'x'.repeat(2_000)}`;
    const text = JSON.stringify([
      message({ content: { type: 'text', value }, metadata: { id: 0, __proto__x: 1 } }),
    ]);
    const exact = text.replace('"id":0', '"id":1234567890123456789,"__proto__":{"a":1}');
    const { body } = await service.call('POST', '/messages', { body: exact });
    const found = await service.call('GET', `/message?traceId=${expectTraceIds(body)[0]}`);
    expect(found.body).toMatchObject({ content: { value } });
    expect(found.text).toContain('"metadata":{"id":1234567890123456789,"__proto__":{"a":1},"__proto__x":1}');
  });

  test('a missing message is not found', async () => {
    const { status, body } = await service.call('GET', '/message?traceId=none');
    expect(status).toBe(404);
    expect(body).toEqual({ status: 'Not found: the message does not exist', code: 404 });
  });

  test('a query with neither form is malformed', async () => {
    expect((await service.call('GET', '/message?messageId=m1')).status).toBe(400);
    expect((await service.call('DELETE', '/message')).status).toBe(400);
  });

  test('deleting a missing message succeeds', async () => {
    const [traceId] = await store(message());
    for (let time = 0; time < 2; time++) {
      const { status, body } = await service.call('DELETE', `/message?traceId=${traceId}`);
      expect(status).toBe(200);
      expect(body).toEqual({ status: 'Ok: message deleted', code: 200 });
    }
    expect((await service.call('GET', `/message?traceId=${traceId}`)).status).toBe(404);
  });
});

describe('DELETE /messages', () => {
  test('deletes every message of a user and returns how many', async () => {
    await store(message(), message({ project: 'other' }), message({ userId: 'u2' }));
    const { status, body } = await service.call('DELETE', '/messages?userId=u1');
    expect(status).toBe(200);
    expect(body).toEqual({ status: 'Ok: messages deleted', code: 200, deleted: 2, logs: 'kept' });
    expect((await service.call('GET', `/messages?${RANGE}`)).body).toMatchObject([{ userId: 'u2' }]);
  });

  test('requires a user', async () => {
    expect((await service.call('DELETE', '/messages?project=app')).status).toBe(400);
  });
});
