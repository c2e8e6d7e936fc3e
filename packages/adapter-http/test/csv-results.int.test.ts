import { describe, expect, test } from 'vitest';
import { CSV, queryCsv, readCsv } from './support/csv.js';
import { aggregation, descriptor, message } from './support/samples.js';
import { startService, work } from './support/service.js';

describe('results as CSV', () => {
  const two = { type: 'fixed', start: '2026-03-01T00:00:00', end: '2026-03-02T23:59:59.999999' };

  test('have a row for each number, of the window and its buckets, and the window before', async () => {
    const service = await startService({ timeZone: 'Europe/Rome' });
    await service.memex.untrusted.messages.append([
      message({ metadata: { score: 1 } }),
      message({ messageId: 'm2', channel: 'WEB', metadata: { score: 2 } }),
      message({ messageId: 'm3', timestamp: '2026-02-27T12:00:00' }),
    ]);
    const rows = await queryCsv(service, [
      descriptor({
        timespan: two,
        dimension: 'message',
        metric: 'requests',
        interval: 'day',
        compare: 'previous',
      }),
      descriptor({
        timespan: two,
        type: 'segmentation',
        dimension: 'message',
        metric: 'all',
        by: 'channel',
        limit: 1,
      }),
      aggregation({ timespan: two, aggregation: 'stats' }),
      aggregation({ timespan: two, field: 'metadata.none' }),
    ]);
    const from = '2026-03-01 01:00:00+01:00';
    const midnight = '2026-03-02 00:00:00+01:00';
    const to = '2026-03-03 00:59:59.999999+01:00';
    const count = {
      descriptor: '0',
      metric: 'message.requests',
      field: '',
      segment: '',
      timeZone: 'Europe/Rome',
    };
    expect(rows).toMatchObject([
      { ...count, window: 'current', interval: '', from, to, count: '2', avg: '' },
      { ...count, window: 'current', interval: 'day', from, to: midnight, count: '2' },
      { ...count, window: 'current', interval: 'day', from: midnight, count: '0' },
      { ...count, window: 'current', interval: 'day', to, count: '0' },
      { ...count, window: 'previous', interval: '', count: '1' },
      { ...count, window: 'previous', interval: 'day', count: '1' },
      { ...count, window: 'previous', interval: 'day', count: '0' },
      { ...count, window: 'previous', interval: 'day', count: '0' },
      {
        descriptor: '1',
        metric: 'message.all',
        field: 'channel',
        from,
        to,
        segment: 'TELEGRAM',
        rest: '',
        count: '1',
      },
      { descriptor: '1', segment: '', rest: 'true', count: '1' },
      {
        descriptor: '2',
        metric: 'stats',
        field: 'metadata.score',
        count: '2',
        min: '1',
        max: '2',
        avg: '1.5',
        sum: '3',
      },
      { descriptor: '3', metric: 'avg', field: 'metadata.none', count: '', avg: '' },
    ]);
  });

  test('have a tag of their own, with which they are 304', async () => {
    const service = await startService();
    const ask = (headers: Readonly<Record<string, string>>) =>
      service.call('POST', '/analytics/query', { headers, body: [descriptor()] });
    const { etag = '' } = (await ask(CSV)).headers;
    expect((await ask({ ...CSV, 'if-none-match': etag })).status).toBe(304);
    expect((await ask({ 'if-none-match': etag })).status).toBe(200);
  });

  test('are those of an analytic too; one without a result has only columns', async () => {
    const service = await startService();
    await service.memex.untrusted.messages.append([message()]);
    const id = await service.analytics.define(descriptor({ interval: 'day', timespan: two }));
    expect(await readCsv(service, `/analytic?id=${id}`)).toEqual([]);
    await service.call('POST', `/analytic/compute?id=${id}`);
    await work(service);
    expect(await readCsv(service, `/analytic?id=${id}&project=app`)).toMatchObject([
      { metric: 'user.total', interval: '', count: '1' },
      { interval: 'day', count: '1' },
      { interval: 'day', count: '0' },
    ]);
  });
});
