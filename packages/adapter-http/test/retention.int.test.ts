import { parseApiKeys } from '@memex/adapter-http';
import { beforeEach, expect, test } from 'vitest';
import type { Sent } from './support/client.js';
import { type Service, startService } from './support/service.js';

const as = (key: string): Sent => ({ headers: { 'x-wenet-component-apikey': key } });

let service: Service;

beforeEach(async () => {
  service = await startService({ apiKeys: parseApiKeys('root:admin,bound:app:read') });
});

const set = (project: string, body: unknown) =>
  service.call('PUT', `/retention?project=${project}`, { ...as('root'), body });

test('an admin sets rules, and each key sees those of its projects', async () => {
  const rule = { project: 'app', period: '90d', before: expect.stringMatching(/^\d{4}-\d\d-\d\dT00:00:00$/) };
  expect(await set('app', { period: '90d' })).toMatchObject({ status: 200, body: rule });
  await set('other', { period: '1d' });
  expect((await service.call('GET', '/retention', as('bound'))).body).toEqual([rule]);
  expect((await service.call('GET', '/retention', as('root'))).body).toHaveLength(2);
});

test('a removed rule is gone', async () => {
  await set('app', { period: '90d' });
  const remove = () => service.call('DELETE', '/retention?project=app', as('root'));
  expect(await remove()).toMatchObject({ status: 200, body: { status: 'Ok: retention removed', code: 200 } });
  expect(await remove()).toMatchObject({ status: 404 });
});

test.each([{ period: '3m' }, { period: 90 }, {}, { period: '90d', projects: ['app'] }])(
  '%j is no rule',
  async (body) => {
    expect(await set('app', body)).toMatchObject({ status: 400 });
  },
);
