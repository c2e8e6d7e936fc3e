import { parseApiKeys } from '@memex/adapter-http';
import { beforeEach, describe, expect, test } from 'vitest';
import { log, message } from './support/samples.js';
import { type Service, startService } from './support/service.js';

let service: Service;
const as = (key: string) => ({ headers: { 'x-wenet-component-apikey': key } });

const APP = {
  project: 'app',
  messages: 2,
  firstTime: '2026-03-01T11:00:00.000001',
  lastTime: '2026-03-02T00:00:00',
};
const OTHER = {
  project: 'other',
  messages: 1,
  firstTime: '2026-03-01T12:00:00',
  lastTime: '2026-03-01T12:00:00',
};

async function storeSamples(): Promise<void> {
  await service.memex.untrusted.messages.append([
    message({ project: 'other' }),
    message({ timestamp: '2026-03-01T12:00:00.000001+01:00' }),
    message({ timestamp: '2026-03-02' }),
  ]);
  await service.memex.untrusted.logs.append([log({ project: 'logs-only' })]);
}

describe('GET /projects', () => {
  beforeEach(async () => {
    service = await startService();
  });

  test('lists the projects that have messages, by name, with their number and times in UTC', async () => {
    expect((await service.call('GET', '/projects')).text).toBe('[]');
    await storeSamples();
    const { status, headers, body } = await service.call('GET', '/projects');
    expect(status).toBe(200);
    expect(headers['content-type']).toBe('application/json; charset=utf-8');
    expect(headers.link).toBeUndefined();
    expect(body).toEqual([APP, OTHER]);
  });

  test('answers HEAD, and refuses other methods', async () => {
    expect((await service.call('HEAD', '/projects')).status).toBe(200);
    const { status, headers } = await service.call('DELETE', '/projects');
    expect([status, headers.allow]).toEqual([405, 'GET, HEAD, OPTIONS']);
  });
});

test('GET /projects shows a key of one project only that project', async () => {
  const apiKeys = parseApiKeys('root:admin,all,bound:app,bound-admin:app:admin,nothing:empty');
  service = await startService({ apiKeys });
  await storeSamples();
  for (const key of ['root', 'all'])
    expect((await service.call('GET', '/projects', as(key))).body).toEqual([APP, OTHER]);
  for (const key of ['bound', 'bound-admin'])
    expect((await service.call('GET', '/projects', as(key))).body).toEqual([APP]);
  expect((await service.call('GET', '/projects', as('nothing'))).body).toEqual([]);
});
