import { createApp, createServer } from '@memex/adapter-http';
import { createMemex, UnavailableError } from '@memex/core';
import { createMemoryStore, MemoryQueue } from '@memex/core/memory';
import type { JobQueue } from '@memex/core/ports';
import { withFaults } from '@memex/core/testing';
import { startAll, stopAll } from '@memex/core/toolkit';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { nextTarget } from './support/client.js';
import { aggregation, descriptor, message } from './support/samples.js';
import { type Service, startService, work } from './support/service.js';

const DOWN = new UnavailableError('redis://10.0.0.5', {
  part: 'queue',
  reason: 'connect ECONNREFUSED 10.0.0.5:6379',
});

/** What is said of an analytic that nobody has had computed. */
const IDLE = { computedAt: null, state: 'idle', reason: null, nextTry: null };

const LAST_DAYS = { timespan: { type: 'fixed', start: '2026-02-20', end: '2026-03-03' } };

let service: Service;

beforeEach(async () => {
  service = await startService();
});

function define(fields: Readonly<Record<string, unknown>> = {}): Promise<string> {
  return defineAs(descriptor(fields));
}

async function defineAs(sent: Readonly<Record<string, unknown>>): Promise<string> {
  const { status, body } = await service.call('POST', '/analytic', { body: sent });
  expect(status).toBe(200);
  expect(body).toEqual({ id: expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/) });
  return idOf(body);
}

function idOf(body: unknown): string {
  return typeof body === 'object' && body !== null && 'id' in body ? String(body.id) : '';
}

describe('an analytic', () => {
  test('is defined without a result, computed on request, and deleted', async () => {
    await service.memex.untrusted.messages.append([message(), message({ userId: 'u2' })]);
    const id = await define({ type: 'COUNT', dimension: 'User', metric: 'Total' });
    const defined = await service.call('GET', `/analytic?id=${id}`);
    expect(defined).toMatchObject({ status: 200 });
    expect(defined.body).toEqual({ id, descriptor: descriptor(), result: null, ...IDLE });

    const requested = await service.call('POST', `/analytic/compute?id=${id}`);
    expect(requested).toMatchObject({ status: 200, text: '{}' });
    await work(service);
    const computed = await service.call('GET', `/analytic?id=${id}`);
    expect(computed.body).toMatchObject({
      id,
      result: { type: 'count', fromDt: null, toDt: expect.any(String), count: 2 },
    });

    expect(await service.call('DELETE', `/analytic?id=${id}`)).toMatchObject({ status: 200, text: '{}' });
    expect(await service.call('DELETE', `/analytic?id=${id}`)).toMatchObject({ status: 200, text: '{}' });
    expect((await service.call('GET', `/analytic?id=${id}`)).status).toBe(404);
    expect((await service.call('POST', `/analytic/compute?id=${id}`)).status).toBe(404);
  });

  test('has a series if it has an interval', async () => {
    await service.memex.untrusted.messages.append([message(), message({ timestamp: '2026-03-02T12:00:00' })]);
    const timespan = { type: 'fixed', start: '2026-03-01', end: '2026-03-03' };
    const id = await define({ timespan, interval: 'DAY' });
    await service.call('POST', `/analytic/compute?id=${id}`);
    await work(service);
    expect((await service.call('GET', `/analytic?id=${id}`)).body).toMatchObject({
      result: {
        fromDt: '2026-03-01T00:00:00',
        count: 1,
        series: [
          { from: '2026-03-01T00:00:00', to: '2026-03-02T00:00:00', count: 1 },
          { from: '2026-03-02T00:00:00', to: '2026-03-03T00:00:00', count: 1 },
        ],
      },
    });
  });

  test('stays deleted if it is deleted while its job waits', async () => {
    const id = await define();
    await service.call('POST', `/analytic/compute?id=${id}`);
    await service.call('DELETE', `/analytic?id=${id}`);
    await work(service);
    expect((await service.call('GET', `/analytic?id=${id}`)).status).toBe(404);
    expect((await service.call('GET', '/analytics')).text).toBe('[]');
  });
});

describe('every kind of result matches the document', () => {
  test.each([
    descriptor({ metric: 'new' }),
    descriptor({ type: 'segmentation', dimension: 'message', metric: 'all', interval: 'month' }),
    descriptor({ type: 'segmentation', dimension: 'message', metric: 'requests' }),
    descriptor({
      type: 'segmentation',
      dimension: 'message',
      metric: 'users',
      by: 'channel',
      interval: 'month',
    }),
    descriptor({ type: 'segmentation', dimension: 'message', metric: 'all', by: 'metadata.score', limit: 1 }),
    descriptor({ ...LAST_DAYS, compare: 'previous', interval: 'week' }),
    descriptor({
      ...LAST_DAYS,
      type: 'segmentation',
      dimension: 'message',
      metric: 'all',
      compare: 'previous',
    }),
    aggregation({ ...LAST_DAYS, compare: 'previous', interval: 'day' }),
    ...['avg', 'sum', 'cardinality', 'stats', 'extended_stats', 'percentiles'].map((name) =>
      aggregation({ aggregation: name, interval: 'week' }),
    ),
    aggregation({ aggregation: 'min', field: 'metadata.nothing' }),
  ])('%j', async (sent) => {
    const scored = (score: number) => message({ messageId: `m${score}`, metadata: { score } });
    await service.memex.untrusted.messages.append([scored(1), scored(2.5), scored(4)]);
    const id = await defineAs(sent);
    await service.call('POST', `/analytic/compute?id=${id}`);
    await work(service);
    const { body } = await service.call('GET', `/analytic?id=${id}`);
    expect(body).toMatchObject({ result: { type: sent.type } });
  });
});

describe('GET /analytics', () => {
  test('lists the analytics that pass all filters, page by page', async () => {
    const fixed = { timespan: { type: 'custom', start: '2026-01-01', end: '2026-02-01' } };
    const ids = [await define(), await define(fixed), await define({ project: 'other' })];
    const listed = async (query: string): Promise<readonly string[]> => {
      const { body } = await service.call('GET', `/analytics?${query}`);
      return Array.isArray(body) ? body.map(idOf) : [];
    };
    expect([...(await listed(''))].sort()).toEqual([...ids].sort());
    expect(await listed('project=other')).toEqual([ids[2]]);
    expect(await listed('timeWindowType=CUSTOM')).toEqual([ids[1]]);
    expect(await listed('timeWindowType=default&project=app')).toEqual([ids[0]]);
    expect(await listed('type=segmentation')).toEqual([]);

    const walked: string[] = [];
    let target = '/analytics?maxSize=2&type=Count';
    for (;;) {
      const answer = await service.call('GET', target);
      walked.push(...(Array.isArray(answer.body) ? answer.body.map(idOf) : []));
      const next = nextTarget(target, answer);
      if (next === undefined) break;
      expect(next).toContain(`cursor=${answer.headers['x-next-cursor']}`);
      target = next;
    }
    expect(walked.sort()).toEqual([...ids].sort());
  });
});

describe('POST /analytic/compute', () => {
  test.each([
    ['', 3],
    ['?timeWindowType=moving', 2],
    ['?timeWindowType=Default', 2],
    ['?timeWindowType=FIXED', 1],
    ['?timeWindowType=custom', 1],
  ])('with %j queues %i of three', async (query, count) => {
    await define();
    await define({ project: 'other' });
    await define({ timespan: { type: 'fixed', start: '2026-01-01', end: '2026-02-01' } });
    expect(await service.call('POST', `/analytic/compute${query}`)).toMatchObject({
      status: 200,
      text: '{}',
    });
    expect(await service.queue.depth()).toMatchObject({ waiting: count });
  });

  test('is 503 with Retry-After while the queue is unavailable, and everything else works', async () => {
    const away = new MemoryQueue();
    const fail = { fault: { kind: 'fail', error: DOWN } } as const;
    const refusing: JobQueue = withFaults(away, { method: 'enqueue', ...fail });
    const queue: JobQueue = withFaults(refusing, { method: 'find', ...fail });
    service = await startService({
      queue,
      probes: { queue: withFaults(away, { method: 'probe', ...fail }) },
    });
    const id = await define();
    for (const query of ['', `?id=${id}`]) {
      const answer = await service.call('POST', `/analytic/compute${query}`);
      expect(answer).toMatchObject({
        status: 503,
        headers: { 'retry-after': '1' },
        body: { status: 'Unavailable: the queue cannot serve now', code: 503 },
      });
    }
    expect(await service.call('GET', `/analytic?id=${id}`)).toMatchObject({
      status: 200,
      body: { id, result: null, computedAt: null, state: null, reason: null },
    });
    expect(await service.call('GET', '/analytics')).toMatchObject({
      status: 200,
      body: [{ id, state: null, reason: null, nextTry: null }],
    });
    expect((await service.call('POST', '/messages', { body: [message()] })).status).toBe(201);
    expect(await service.call('GET', '/ready')).toMatchObject({
      status: 503,
      body: { parts: { store: { state: 'up' }, queue: { state: 'down' } } },
    });
    expect((await service.call('GET', '/health')).status).toBe(200);
    expect(service.errors).toEqual([]);
  });
});

describe('malformed input is rejected with the name of the field', () => {
  const timespan = { type: 'fixed', start: '2026-02-01', end: '2026-01-01' };
  test.each([
    ['POST', '/analytic', descriptor({ metric: 'loyal' }), 'metric'],
    ['POST', '/analytic', descriptor({ timespan }), 'timespan.start'],
    [
      'POST',
      '/analytic',
      descriptor({ timespan: { type: 'moving', value: '9999d' }, interval: 'hour' }),
      'interval',
    ],
    ['POST', '/analytic', aggregation({ field: 'nothing' }), 'field'],
    ['GET', '/analytic', undefined, 'id'],
    ['DELETE', '/analytic', undefined, 'id'],
    ['GET', '/analytics?type=guess', undefined, 'type'],
    ['GET', '/analytics?cursor=00', undefined, 'cursor'],
    ['GET', '/analytics?maxSize=0', undefined, 'maxSize'],
    ['POST', '/analytic/compute?timeWindowType=weekly', undefined, 'timeWindowType'],
  ])('%s %s with %j', async (method, target, body, path) => {
    const answer = await service.call(method, target, { body });
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ path }] } });
  });
});

test('older names in requests and definitions are accepted, and returned as the current ones', async () => {
  const id = await defineAs(
    aggregation({
      timespan: { type: 'DEFAULT', value: '30D' },
      type: 'AGGREGATION',
      aggregation: 'MAX',
      field: 'intent.confidence.keyword',
      filters: [{ field: 'userId.keyword', operation: 'TERM', value: 'u1' }],
    }),
  );
  expect((await service.call('GET', `/analytic?id=${id}`)).body).toEqual({
    id,
    descriptor: {
      project: 'app',
      timespan: { type: 'moving', value: '30d' },
      type: 'aggregation',
      field: 'intent.confidence',
      aggregation: 'max',
      filters: [{ field: 'userId', operation: 'term', value: 'u1' }],
    },
    result: null,
    ...IDLE,
  });
});

test('without analytics, the API has none of their paths', async () => {
  // Not through the client, which knows the document of the others.
  const { messages, logs, keyValues, size, start, stop, probe } = createMemoryStore();
  const memex = createMemex({ store: { messages, logs, keyValues, size, start, stop, probe } });
  const server = createServer(createApp(memex), { host: '127.0.0.1', port: 0 });
  await startAll([memex, server]);
  onTestFinished(() => stopAll([memex, server]));
  const { url } = server;
  expect((await fetch(`${url}/analytics`)).status).toBe(404);
  expect(await (await fetch(`${url}/documentation`)).text()).not.toContain('/analytic');
});

test('/metrics contain the queue, except while it is unavailable', async () => {
  await define();
  await service.call('POST', '/analytic/compute');
  const { text } = await service.call('GET', '/metrics');
  expect(text).toContain('memex_queue_jobs{state="waiting"} 1');
  expect(text).toContain('memex_store_call_duration_seconds_count{call="analytics.define",outcome="ok"} 1');
  await service.queue.stop();
  const away = await service.call('GET', '/metrics');
  expect(away.status).toBe(200);
  expect(away.text).not.toContain('memex_queue_jobs{');
});
