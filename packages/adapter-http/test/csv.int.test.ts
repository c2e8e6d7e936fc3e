import { parseApiKeys } from '@memex/adapter-http';
import { describe, expect, test } from 'vitest';
import { CSV, readCsv, rowsOf } from './support/csv.js';
import { descriptor, log, message, RANGE } from './support/samples.js';
import { startService } from './support/service.js';

const MESSAGES = `/messages?${RANGE}`;

describe('a list as CSV', () => {
  test('has the fields of the objects as columns, objects as JSON, and times on the clocks of the named zone', async () => {
    const service = await startService({ timeZone: 'Europe/Rome' });
    const metadata = { note: 'a "b", c\r\nd', score: 12345678901234567890n };
    const sent = message({
      userId: 'Zoë, "the" first',
      timestamp: '2026-03-01T12:00:00.25',
      language: 'it',
    });
    const text = JSON.stringify({ ...sent, metadata: null }).replace(
      '"metadata":null',
      `"metadata":{"note":${JSON.stringify(metadata.note)},"score":${metadata.score}}`,
    );
    expect((await service.call('POST', '/messages', { body: `[${text}]` })).status).toBe(201);
    expect(await readCsv(service, MESSAGES)).toEqual([
      {
        messageId: 'm1',
        conversationId: 'c1',
        channel: 'TELEGRAM',
        userId: 'Zoë, "the" first',
        timestamp: '2026-03-01 13:00:00.250000+01:00',
        content: '{"type":"text","value":"hello"}',
        metadata: `{"note":${JSON.stringify(metadata.note)},"score":12345678901234567890}`,
        project: 'app',
        type: 'request',
        domain: '',
        intent: '',
        entities: '[]',
        language: 'it',
        responseTo: '',
        timeZone: 'Europe/Rome',
      },
    ]);
  });

  test('ends each row as RFC 4180 wants, and has its columns without any row', async () => {
    const service = await startService();
    const { text } = await service.call('GET', '/logs?project=none&fromTime=2026-01-01&toTime=2026-12-31', {
      headers: CSV,
    });
    expect(text).toBe(
      'logId,component,severity,logContent,timestamp,project,authority,botVersion,metadata,timeZone\r\n',
    );
  });

  test('is told page by page in the headers, and the pages together have each entry once', async () => {
    const service = await startService();
    const ids = Array.from({ length: 25 }, (_, index) => `m${index}`);
    await service.memex.untrusted.messages.append(ids.map((messageId) => message({ messageId })));
    const found: (string | undefined)[] = [];
    let target: string | undefined = `${MESSAGES}&maxSize=10&safeCells=true`;
    while (target !== undefined) {
      const answer = await service.call('GET', target, { headers: CSV });
      for (const { messageId } of await rowsOf(answer)) found.push(messageId);
      const [, link] = /^<(.+)>; rel="next"$/.exec(answer.headers.link ?? '') ?? [];
      expect(link?.includes('safeCells=true') ?? true).toBe(true);
      expect(answer.headers['x-next-cursor'] === undefined).toBe(link === undefined);
      target = link === undefined ? undefined : `/messages${link}`;
    }
    expect(found).toEqual(ids);
  });

  test('of a thousand large messages is complete, compressed or not', async () => {
    const service = await startService();
    const value = `"${'long, '.repeat(400)}\r\n"`;
    const sent = Array.from({ length: 1_000 }, (_, index) =>
      message({ messageId: `m${index}`, content: { type: 'text', value } }),
    );
    await service.memex.untrusted.messages.append(sent);
    const rows = await readCsv(service, MESSAGES);
    expect(rows).toHaveLength(1_000);
    const content = JSON.stringify({ type: 'text', value });
    expect(new Set(rows.map((row) => row.content))).toEqual(new Set([content]));
    const zipped = await service.call('GET', MESSAGES, { headers: { ...CSV, 'accept-encoding': 'gzip' } });
    expect(zipped.headers).toMatchObject({ 'content-encoding': 'gzip', vary: 'Accept, Accept-Encoding' });
  });

  test('exists for logs, a conversation with trace ids, projects, conversations and analytics', async () => {
    const service = await startService();
    const { messages, logs } = service.memex.untrusted;
    const [traceId] = await messages.append([message()]);
    await logs.append([log({ logContent: '\0x', severity: '' })]);
    const id = await service.analytics.define(descriptor());
    expect(await readCsv(service, `/logs?${RANGE}`)).toMatchObject([
      { logContent: '\0x', severity: '', timestamp: '2026-03-01 12:00:00+00:00', timeZone: 'UTC' },
    ]);
    expect(await readCsv(service, '/performance/conversation/c1')).toMatchObject([
      { messageId: 'm1', traceId },
    ]);
    expect(await readCsv(service, '/projects')).toMatchObject([
      { project: 'app', messages: '1', firstTime: '2026-03-01 12:00:00+00:00', timeZone: 'UTC' },
    ]);
    expect(await readCsv(service, `/conversations?${RANGE}`)).toMatchObject([
      { conversationId: 'c1', lastTime: '2026-03-01 12:00:00+00:00', messages: '1', fallbacks: '0' },
    ]);
    expect(await readCsv(service, '/analytics')).toMatchObject([
      {
        id,
        descriptor: expect.stringMatching(/^\{"project":"app",/),
        result: '',
        state: 'idle',
        computedAt: '',
      },
    ]);
  });

  test('has the same columns as the example of the documentation', async () => {
    const service = await startService();
    const id = await service.analytics.define(descriptor());
    const targets: Readonly<Record<string, string>> = {
      '/messages': MESSAGES,
      '/logs': `/logs?${RANGE}`,
      '/conversations': `/conversations?${RANGE}`,
      '/performance/conversation/{conversationId}': '/performance/conversation/c1',
      '/analytic': `/analytic?id=${id}`,
      '/export/messages': '/export/messages?format=csv',
      '/export/logs': '/export/logs?format=csv',
      '/export/analytics': '/export/analytics?format=csv',
    };
    const documented = Object.entries(service.contract.document.paths).flatMap(([path, { get }]) => {
      const example = get === undefined ? undefined : csvExampleOf(get.responses[200]);
      return example === undefined ? [] : [{ path, example }];
    });
    expect(documented.map(({ path }) => path)).toEqual(
      expect.arrayContaining(['/projects', '/conversations', '/analytics']),
    );
    for (const { path, example } of documented) {
      const { text } = await service.call('GET', targets[path] ?? path, { headers: CSV });
      expect([path, example.split('\r\n')[0]]).toEqual([path, text.split('\r\n')[0]]);
    }
  });
});

/** The example of an answer in CSV, if there is one. */
function csvExampleOf(response: unknown): string | undefined {
  const [, example] = /"text\/csv":\{.*?"example":("(?:[^"\\]|\\.)*")/.exec(JSON.stringify(response)) ?? [];
  return example === undefined ? undefined : JSON.parse(example);
}

describe('formulas', () => {
  const texts = ['=1+1', '+1', '-1', '@x', '\tx', '\rx'];

  test('are kept as they are, unless safe cells are wanted', async () => {
    const service = await startService();
    await service.memex.untrusted.messages.append(texts.map((channel) => message({ channel })));
    const channels = async (more: string) =>
      new Set((await readCsv(service, `${MESSAGES}${more}`)).map(({ channel }) => channel));
    expect(await channels('')).toEqual(new Set(texts));
    expect(await channels('&safeCells=false')).toEqual(new Set(texts));
    expect(await channels('&safeCells=TRUE')).toEqual(new Set(texts.map((text) => `'${text}`)));
    const segments = descriptor({ type: 'segmentation', dimension: 'message', metric: 'all', by: 'channel' });
    const answer = await service.call('POST', '/analytics/query?safeCells=true', {
      headers: CSV,
      body: [segments],
    });
    expect(new Set((await rowsOf(answer)).map(({ segment }) => segment))).toEqual(
      new Set(texts.map((text) => `'${text}`)),
    );
  });

  test('safeCells that is neither true nor false is refused, and so it is where nothing is in CSV', async () => {
    const service = await startService();
    for (const target of [`${MESSAGES}&safeCells=yes`, '/message?traceId=x&safeCells=true'])
      expect(await service.call('GET', target)).toMatchObject({
        status: 400,
        body: { errors: [{ path: 'safeCells' }] },
      });
    expect((await service.call('GET', `${MESSAGES}&safeCells=true`)).body).toEqual([]);
  });
});

describe('the format', () => {
  test.each([
    [undefined, 'json'],
    ['*/*', 'json'],
    ['', 'json'],
    ['application/json', 'json'],
    ['application/json, text/plain, */*', 'json'],
    ['text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', 'json'],
    ['image/png', 'json'],
    ['text/csv;q=0', 'json'],
    ['text/csv;q=0, */*', 'json'],
    ['text/csv;q=0.5, application/json', 'json'],
    ['nonsense', 'json'],
    ['text/csv', 'csv'],
    ['TEXT/CSV', 'csv'],
    ['text/*', 'csv'],
    ['text/csv, application/json;q=0.9', 'csv'],
    ['text/csv, */*;q=0.1', 'csv'],
  ])('for Accept: %s is %s', async (accept, format) => {
    const service = await startService();
    const headers = accept === undefined ? {} : { accept };
    const answer = await service.call('GET', MESSAGES, { headers });
    expect(answer.status).toBe(200);
    expect(answer.headers['content-type']).toContain(format);
    expect(answer.headers.vary).toBe('Accept');
  });

  test('of an error, and of what is no list, stays JSON', async () => {
    const service = await startService({ apiKeys: parseApiKeys('root') });
    const headers = { ...CSV, 'x-wenet-component-apikey': 'root' };
    for (const target of ['/messages', '/message?traceId=x', '/analytic?id=x'])
      expect((await service.call('GET', target, { headers })).body).toMatchObject({
        code: expect.any(Number),
      });
    expect((await service.call('GET', MESSAGES, { headers: CSV })).body).toMatchObject({ code: 401 });
  });
});
