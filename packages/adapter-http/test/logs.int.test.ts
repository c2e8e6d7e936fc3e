import { beforeEach, expect, test } from 'vitest';
import { nextTarget } from './support/client.js';
import { log, RANGE } from './support/samples.js';
import { type Service, startService } from './support/service.js';

let service: Service;

beforeEach(async () => {
  service = await startService();
});

async function storeOne(fields: Readonly<Record<string, unknown>> = {}): Promise<string> {
  const [traceId = ''] = await service.memex.untrusted.logs.append([log(fields)]);
  return traceId;
}

test('a batch is stored, all or nothing', async () => {
  const stored = await service.call('POST', '/logs', { body: [log(), log({ logId: 'l2' })] });
  expect(stored.status).toBe(201);
  expect(stored.body).toMatchObject({
    traceIds: [{}, {}].map(() => expect.any(String)),
    status: 'Created: logs stored',
  });
  expect((await service.call('POST', '/logs', { body: [log(), log({ severity: 1 })] })).status).toBe(400);
  expect((await service.call('GET', `/logs?${RANGE}`)).body).toHaveLength(2);
});

test('partial=true stores the well-formed logs', async () => {
  const { status, body } = await service.call('POST', '/logs?partial=true', { body: [log(), {}] });
  expect(status).toBe(207);
  expect(body).toMatchObject({ traceIds: [expect.any(String), null], status: 'Partial: 1 of 2 logs stored' });
});

test('logs are listed by component and severity, page by page', async () => {
  await storeOne();
  await storeOne({ component: 'bot' });
  await storeOne({ logId: 'l3' });
  const first = `/logs?${RANGE}&component=hub&severity=INFO&maxSize=1`;
  const answer = await service.call('GET', first);
  expect(answer.body).toEqual([{ ...log(), authority: null, botVersion: null, metadata: null }]);
  expect((await service.call('GET', nextTarget(first, answer) ?? '')).body).toMatchObject([{ logId: 'l3' }]);
});

test('one log is read, replaced and deleted by its trace id', async () => {
  const id = await storeOne();
  expect((await service.call('GET', `/log?id=${id}`)).body).toMatchObject({
    logContent: 'started',
    traceId: id,
  });

  const replaced = await service.call('PUT', `/log?id=${id}`, { body: log({ logContent: 'stopped' }) });
  expect(replaced).toMatchObject({
    status: 200,
    body: { traceId: id, status: 'Ok: log updated', code: 200 },
  });
  expect((await service.call('GET', `/log?id=${id}`)).body).toMatchObject({ logContent: 'stopped' });

  const deleted = await service.call('DELETE', `/log?id=${id}`);
  expect(deleted).toMatchObject({ status: 200, body: { traceId: id, status: 'Ok: log deleted', code: 200 } });
  expect((await service.call('GET', `/log?id=${id}`)).status).toBe(404);
});

test('a missing log is not found by any method', async () => {
  expect((await service.call('GET', '/log?id=none')).status).toBe(404);
  expect((await service.call('DELETE', '/log?id=none')).status).toBe(404);
  expect((await service.call('PUT', '/log?id=none', { body: log() })).status).toBe(404);
});

test('a malformed log replaces nothing', async () => {
  const id = await storeOne();
  const { status, body } = await service.call('PUT', `/log?id=${id}`, { body: log({ component: null }) });
  expect(status).toBe(400);
  expect(body).toMatchObject({ errors: [{ path: 'component' }] });
  expect((await service.call('PUT', '/log', { body: log() })).status).toBe(400);
  expect((await service.call('GET', `/log?id=${id}`)).body).toMatchObject({ component: 'hub' });
});
