import { request } from 'node:http';
import { parseApiKeys } from '@memex/adapter-http';
import { beforeEach, describe, expect, test } from 'vitest';
import { aggregation, descriptor, message, RANGE } from './support/samples.js';
import { type Service, startService } from './support/service.js';

const KEY = { 'x-wenet-component-apikey': 'root' };

let service: Service;
let traceId: string;

beforeEach(async () => {
  service = await startService({ apiKeys: parseApiKeys('root:admin') });
  [traceId = ''] = await service.memex.untrusted.messages.append([message(), message({ project: 'other' })]);
});

interface Row {
  readonly method: string;
  readonly path: string;
  readonly takesBody: boolean;
  readonly names: readonly string[];
}

/** Every row of the table of routes, as its document tells it. */
function rows(): readonly Row[] {
  const { paths } = service.contract.document;
  return Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, { requestBody, parameters }]) => ({
      method: method.toUpperCase(),
      path: path.replaceAll(/\{\w+\}/g, 'x'),
      takesBody: requestBody !== undefined,
      names: parameters.filter((one) => one.in === 'query').map(({ name }) => name),
    })),
  );
}

async function call(method: string, target: string, body?: unknown) {
  return service.call(method, target, { body, headers: KEY });
}

describe('on every route', () => {
  test('an unknown parameter is rejected, with a list of the known ones', async () => {
    const all = rows();
    expect(all).toHaveLength(41);
    for (const { method, path, names } of all) {
      const known = names.length === 0 ? 'there are none' : `known: ${names.join(', ')}`;
      const { status, body } = await call(method, `${path}?projct=app`);
      expect({ method, path, status, body }).toEqual({
        method,
        path,
        status: 400,
        body: {
          status: `Malformed request: projct is not a known parameter; ${known}`,
          code: 400,
          errors: [{ path: 'projct', message: `is not a known parameter; ${known}` }],
        },
      });
    }
  });

  test('a repeated parameter is rejected', async () => {
    for (const { method, path, names } of rows()) {
      for (const name of names) {
        const { status, body } = await call(method, `${path}?${name}=a&${name}=a`);
        expect({ method, path, status, body }).toMatchObject({
          status: 400,
          body: { errors: [{ path: name, message: 'must not be given twice' }] },
        });
      }
    }
  });

  test('a body on a route that takes none is rejected', async () => {
    for (const { method, path } of rows().filter(({ takesBody }) => !takesBody)) {
      const { status, body } = await call(method, path, { userId: 'u1' });
      expect({ method, path, status, body }).toMatchObject({
        status: 400,
        body: { status: 'Malformed request: this call takes no body' },
      });
    }
  });

  test('the API key is checked first', async () => {
    expect((await service.call('GET', '/messages?projct=app')).status).toBe(401);
  });
});

describe('a rejected request has no effect', () => {
  test.each([
    ['DELETE', '/messages?userId=u1&projct=app', undefined, 'projct'],
    ['DELETE', '/messages?userId=u1&Project=app', undefined, 'Project'],
    ['DELETE', '/messages?userId=u1&project=app&=x', undefined, '""'],
    ['DELETE', '/messages?userId=u1', { project: 'app' }, ''],
    ['DELETE', '/messages?userId=u1', {}, ''],
    ['DELETE', '/messages?userId=u1&project=', undefined, 'project'],
    ['DELETE', '/messages?userId=', undefined, 'userId'],
    ['DELETE', '/message?traceId=', undefined, 'traceId'],
    ['DELETE', '/message?messageId=m1&userId=u1&project=', undefined, 'project'],
    ['DELETE', '/log?id=', undefined, 'id'],
    ['DELETE', '/analytic?id=', undefined, 'id'],
    ['POST', '/analytic/compute?ID=x', undefined, 'ID'],
    ['POST', '/analytic/compute?id=', undefined, 'id'],
    ['POST', '/analytic/compute?timeWindowType=', undefined, 'timeWindowType'],
    ['POST', '/analytic/compute', { id: 'x' }, ''],
    ['POST', '/analytic', descriptor({ aggregation: 'max' }), 'aggregation'],
    ['POST', '/analytic', aggregation({ compare: 'previous' }), 'compare'],
  ])('%s %s with the body %j', async (method, target, body, path) => {
    const id = await service.analytics.define(descriptor());
    const answer = await call(method, target, body);
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ path }] } });
    const { entries } = await service.memex.untrusted.messages.page({
      project: 'other',
      fromTime: '2026-01-01',
      toTime: '2026-12-31',
    });
    expect(entries).toHaveLength(1);
    expect((await service.memex.untrusted.messages.find({ traceId })).traceId).toBe(traceId);
    expect((await service.analytics.list({})).entries).toMatchObject([{ id }]);
    expect(await service.queue.depth()).toMatchObject({ waiting: 0 });
  });

  test('a long name is shortened in the error', async () => {
    const { body } = await call('GET', `/health?${'x'.repeat(300)}`);
    expect(body).toMatchObject({ errors: [{ path: `${'x'.repeat(64)}…` }] });
  });
});

describe('a body without content', () => {
  test.each(['{}', ' { }\n', 'null', ''])('%j is accepted by a POST that takes no body', async (body) => {
    for (const type of ['application/json', 'text/plain']) {
      const headers = { ...KEY, 'content-type': type };
      expect((await service.call('POST', '/analytic/compute', { body, headers })).status).toBe(200);
    }
  });

  test.each(['[]', '{"id": "x"}', '{}{}', 'x', ' '.repeat(65)])(
    '%j is rejected by a POST that takes no body',
    async (body) => {
      expect((await call('POST', '/analytic/compute', body)).status).toBe(400);
    },
  );

  test('a chunked one is accepted too, and an empty one by GET and DELETE', async () => {
    expect(await statusOfChunked('POST', '/analytic/compute', ['{', '}'])).toBe(200);
    expect(await statusOfChunked('POST', '/analytic/compute', ['{"id"', ':1}'])).toBe(400);
    expect(await statusOfChunked('GET', `/messages?${RANGE}`, [])).toBe(200);
    expect(await statusOfChunked('GET', `/messages?${RANGE}`, [' '])).toBe(400);
    expect(await statusOfChunked('DELETE', '/messages?userId=u9', [])).toBe(200);
    expect(await statusOfChunked('DELETE', '/messages?userId=u9', ['{}'])).toBe(400);
  });

  test('the connection can be used for another request', async () => {
    const refused = await fetch(`${service.url}/messages?userId=u1`, {
      method: 'DELETE',
      headers: KEY,
      body: 'x'.repeat(100_000),
    });
    expect(refused.status).toBe(400);
    expect((await fetch(`${service.url}/messages?${RANGE}`, { headers: KEY })).status).toBe(200);
  });
});

test('requests of old clients are accepted', async () => {
  const id = await service.analytics.define(descriptor());
  // They name the project of an analytic, send JSON with every POST, and a content type with every call.
  const headers = { ...KEY, 'content-type': 'application/json' };
  const found = await service.call('GET', `/analytic?id=${id}&project=app`, { headers });
  expect(found).toMatchObject({ status: 200, body: { id } });
  expect((await service.call('GET', `/analytic?id=${id}&project=other`, { headers })).status).toBe(404);
  const computed = await service.call('POST', `/analytic/compute?id=${id}`, { headers, body: null });
  expect(computed.status).toBe(200);
  expect((await service.call('DELETE', `/message?traceId=${traceId}`, { headers })).status).toBe(200);
  const extra = { body: [message({ extra: 1, content: { type: 'text', value: 'x', extra: 1 } })], headers };
  expect((await service.call('POST', '/messages', extra)).status).toBe(201);
});

/** Sends a body in parts, without telling its length. */
function statusOfChunked(
  method: string,
  target: string,
  parts: readonly string[],
): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const headers = { ...KEY, 'transfer-encoding': 'chunked' };
    const sent = request(`${service.url}${target}`, { method, headers, agent: false }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    sent.on('error', reject);
    for (const part of parts) sent.write(part);
    sent.end();
  });
}
