import { beforeEach, describe, expect, test } from 'vitest';
import { log, message, RANGE } from './support/samples.js';
import { type Service, startService } from './support/service.js';

let service: Service;

beforeEach(async () => {
  service = await startService();
});

describe('Idempotency-Key', () => {
  const keyed = { 'idempotency-key': 'a key' };

  test('the same key with the same body gives the same response and stores nothing more', async () => {
    const first = await service.call('POST', '/messages', { body: [message()], headers: keyed });
    const second = await service.call('POST', '/messages', { body: [message()], headers: keyed });
    expect(second.status).toBe(201);
    expect(second.body).toEqual(first.body);
    expect((await service.call('GET', `/messages?${RANGE}`)).body).toHaveLength(1);
  });

  test('the same key with another body is rejected', async () => {
    await service.call('POST', '/messages', { body: [message()], headers: keyed });
    const { status, body } = await service.call('POST', '/messages', {
      body: [message({ userId: 'u2' })],
      headers: keyed,
    });
    expect(status).toBe(422);
    expect(body).toMatchObject({ status: expect.stringMatching(/^Malformed request: /), code: 422 });
  });

  test('the same key with partial=true gives the same response and errors, and is rejected without partial=true', async () => {
    const call = () =>
      service.call('POST', '/messages?partial=true', {
        body: [message({ userId: 1 }), message()],
        headers: keyed,
      });
    const first = await call();
    expect(first).toMatchObject({ status: 207, body: { errors: [{ path: '[0].userId' }] } });
    expect(await call()).toMatchObject({ status: 207, body: first.body });
    const body = [message()];
    const headers = { 'idempotency-key': 'well-formed' };
    expect((await service.call('POST', '/messages?partial=true', { body, headers })).status).toBe(207);
    expect((await service.call('POST', '/messages', { body, headers })).status).toBe(422);
  });

  test('an empty batch returns no trace ids, also when it is repeated', async () => {
    for (const _time of ['first', 'second']) {
      const { body } = await service.call('POST', '/messages', { body: [], headers: keyed });
      expect(body).toMatchObject({ traceIds: [] });
    }
  });

  test('the same key on another route is another key', async () => {
    await service.call('POST', '/messages', { body: [], headers: keyed });
    expect((await service.call('POST', '/logs', { body: [log()], headers: keyed })).status).toBe(201);
  });

  test.each([
    ['empty', ''],
    ['too long', 'x'.repeat(256)],
    ['not printable', 'tab\there'],
    ['not ASCII', 'é'],
  ])('a key that is %s is malformed', async (_name, key) => {
    const { status, body } = await service.call('POST', '/messages', {
      body: [message()],
      headers: { 'idempotency-key': key },
    });
    expect(status).toBe(400);
    expect(body).toMatchObject({ errors: [{ path: 'Idempotency-Key' }] });
  });

  test('a key of 255 characters is accepted', async () => {
    const headers = { 'idempotency-key': 'x'.repeat(255) };
    expect((await service.call('POST', '/messages', { body: [message()], headers })).status).toBe(201);
  });
});
