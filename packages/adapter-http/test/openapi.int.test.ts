import { createApp, createServer } from '@memex/adapter-http';
import { createMemex } from '@memex/core';
import { createMemoryStore } from '@memex/core/memory';
import { AGGREGATIONS, Log, Message } from '@memex/core/model';
import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { beforeEach, describe, expect, test } from 'vitest';
import { aggregation, descriptor, log, message } from './support/samples.js';
import { type Service, startService } from './support/service.js';

const SEGMENTS = { type: 'segmentation', dimension: 'message', metric: 'all' };

let service: Service;

beforeEach(async () => {
  service = await startService();
});

test('the document is served as text that any web page may read', async () => {
  const { headers, text } = await service.call('GET', '/documentation');
  expect(headers['content-type']).toBe('text/plain; charset=utf-8');
  expect(headers['access-control-allow-origin']).toBe('*');
  expect(text).toMatch(/^openapi: 3\.1\.0\n/);
});

test('the document is valid OpenAPI 3.1', async () => {
  const { text } = await service.call('GET', '/documentation');
  const validator = new Validator();
  expect(await validator.validate(text)).toEqual({ valid: true });
  expect(validator.version).toBe('3.1');
});

test('every operation has a unique id and describes its failures', () => {
  const operations = Object.values(service.contract.document.paths).flatMap(Object.values);
  const ids = operations.map(({ operationId }) => operationId);
  expect(new Set(ids).size).toBe(ids.length);
  for (const { responses } of operations) {
    expect(Object.keys(responses)).toEqual(expect.arrayContaining(['400', '500']));
  }
});

describe('the schemas of inputs accept and reject the same as the service', () => {
  const cases = [
    message(),
    message({ type: 'response', responseTo: 'm0', content: { type: 'multiaction', buttons: null } }),
    message({ type: 'notification', content: { type: 'carousel', cards: [{ title: 'x', buttons: [] }] } }),
    message({ content: { type: 'firstName', value: 'Anna' } }),
    message({ content: null, metadata: null, entities: null, intent: null, extra: 1 }),
    message({ content: { type: 'location', latitude: 1.5, longitude: -2 } }),
    message({ intent: { name: 'x' }, entities: [{ type: 'a', value: 'b', confidence: 0.5 }] }),
    message({ timestamp: '2026-01-01' }),
    message({ timestamp: '2026-01-01 10:00z' }),
    message({ timestamp: '2026-01-01t10:00:00.123456789+0130' }),
    message({ messageId: '🙂'.repeat(512) }),
    {},
    [],
    message({ type: 'letter' }),
    message({ type: 'response' }),
    message({ messageId: '' }),
    message({ messageId: 'x'.repeat(513) }),
    message({ messageId: 'line\nbreak' }),
    message({ userId: 1 }),
    message({ channel: null }),
    message({ content: { type: 'text' } }),
    message({ content: { type: 'carousel', cards: [] } }),
    message({ content: 'text' }),
    message({ metadata: [] }),
    message({ timestamp: 'now' }),
    message({ timestamp: 1 }),
    message({ entities: [{ type: 'a', value: 'b', confidence: 'high' }] }),
    message({ type: 'notification', content: { type: 'text', value: 'x', buttons: [{ type: 'link' }] } }),
  ];

  test.each(cases.map((one) => [JSON.stringify(one), one]))('%s', async (_text, one) => {
    const { status } = await service.call('POST', '/messages', { body: [one] });
    expect(inputValidator('/messages', 'post')([one])).toBe(status === 201);
  });

  test.each([
    log(),
    log({ authority: 'x' }),
    log({ metadata: 3 }),
    log({ severity: null }),
    log({ component: 1 }),
  ])('%j', async (one) => {
    const { status } = await service.call('POST', '/logs', { body: [one] });
    expect(inputValidator('/logs', 'post')([one])).toBe(status === 201);
  });

  const accepted = [
    descriptor(),
    descriptor({ metric: 'new' }),
    descriptor({ timespan: { type: 'default', value: '7d' }, interval: 'day' }),
    descriptor({ timespan: { type: 'custom', start: '2026-01-01', end: '2026-01-02T10:00+01:00' } }),
    descriptor({ timespan: { type: 'moving', value: 'today' }, interval: null }),
    descriptor({ dimension: 'transaction', taskId: 't1' }),
    descriptor({ type: 'segmentation', dimension: 'user', metric: 'age' }),
    ...Object.keys(AGGREGATIONS).map((name) => aggregation({ aggregation: name })),
    descriptor({ filters: [{ field: 'channel', operation: 'term', value: 'WEB' }] }),
    descriptor({ ...SEGMENTS, metric: 'users', by: 'metadata.a b', limit: 1000 }),
    descriptor({ ...SEGMENTS, by: 'intent.name', filters: [] }),
    descriptor({ dimension: 'bot', metric: 'unanswered' }),
    aggregation({ field: 'responseTime', aggregation: 'stats' }),
    descriptor({ timespan: { type: 'moving', value: '1d' }, compare: 'previous' }),
    aggregation({ field: 'metadata.a.b c.keyword', filters: null }),
    aggregation({ field: 'content.cards.title', filters: [] }),
    aggregation({ filters: [{ field: 'userId.keyword', operation: 'term', value: 'anna' }] }),
    aggregation({ filters: [{ field: 'metadata.x', operation: 'term', value: true }] }),
    aggregation({ filters: [{ field: 'intent.confidence', operation: 'gre', value: 0.5 }] }),
  ];

  const refused = [
    {},
    descriptor({ extra: 1 }),
    descriptor({ dimension: 'task', filters: [{ field: 'channel', operation: 'term', value: 'WEB' }] }),
    descriptor({ by: 'channel' }),
    descriptor({ ...SEGMENTS, by: 'channel', limit: 0 }),
    descriptor({ ...SEGMENTS, by: 'channel', limit: 1001 }),
    descriptor({ ...SEGMENTS, by: 'colour' }),
    descriptor({ ...SEGMENTS, by: 'responseTime' }),
    descriptor({ compare: 'next' }),
    descriptor({ taskId: 't1' }),
    descriptor({ timespan: { type: 'moving', value: '7d', from: '2026-01-01' } }),
    aggregation({ metric: 'total' }),
    aggregation({ filters: [{ field: 'userId', operation: 'term', value: 'anna', or: [] }] }),
    descriptor({ project: '' }),
    descriptor({ type: 'guess' }),
    descriptor({ dimension: 'users' }),
    descriptor({ dimension: 'user', metric: 'requests' }),
    descriptor({ timespan: { type: 'moving', value: '0d' } }),
    descriptor({ timespan: { type: 'moving', value: '7h' } }),
    descriptor({ timespan: { type: 'fixed', start: '2026-01-01' } }),
    descriptor({ interval: 'minute' }),
    descriptor({ dimension: 'transaction', taskId: 1 }),
    aggregation({ aggregation: 'median' }),
    aggregation({ field: 'nowhere' }),
    aggregation({ field: 'metadata.a..b' }),
    aggregation({ field: 'content.value.x' }),
    aggregation({ filters: [{ field: 'userId', operation: 'is', value: 'anna' }] }),
    aggregation({ filters: [{ field: 'userId', operation: 'term', value: null }] }),
    aggregation({ filters: [{ field: 'userId', operation: 'term', value: ['anna'] }] }),
  ];

  test.each(accepted)('%j is accepted', async (one) => {
    expect((await service.call('POST', '/analytic', { body: one })).status).toBe(200);
    expect(inputValidator('/analytic', 'post')(one)).toBe(true);
  });

  test.each(refused)('%j is rejected', async (one) => {
    expect((await service.call('POST', '/analytic', { body: one })).status).toBe(400);
    expect(inputValidator('/analytic', 'post')(one)).toBe(false);
  });

  test.each([
    [message({ type: 'REQUEST', content: { type: 'FIRSTNAME', value: 'Anna' } }), '/messages'],
    [descriptor({ type: 'COUNT', dimension: 'User', metric: 'NEW', interval: 'Day' }), '/analytic'],
    [descriptor({ timespan: { type: 'MOVING', value: '7D' } }), '/analytic'],
    [
      aggregation({
        aggregation: 'AVG',
        filters: [{ field: 'userId.keyword', operation: 'TERM', value: 'anna' }],
      }),
      '/analytic',
    ],
  ])('words are read in any case, and documented in one: %j', async (one, path) => {
    const body = path === '/messages' ? [one] : one;
    expect([200, 201]).toContain((await service.call('POST', path, { body })).status);
    expect(inputValidator(path, 'post')(body)).toBe(false);
  });

  function inputValidator(path: string, method: string): (input: unknown) => boolean {
    const ajv = new Ajv2020({ strict: false, validateSchema: false });
    ajv.addSchema(service.contract.document, 'doc');
    const at = `doc#/paths/${path.replaceAll('/', '~1')}/${method}/requestBody/content/application~1json/schema`;
    const validate = ajv.getSchema(at);
    if (validate === undefined) throw new Error(`the document has nothing at ${at}`);
    return (input) => validate(input) === true;
  }
});

test('every pattern of the document works in any tool', () => {
  const patterns = patternsOf(service.contract.document);
  expect(patterns.length).toBeGreaterThan(10);
  for (const pattern of patterns) {
    // Classes such as \p{Cc} and \u escapes are not known everywhere, and \d, \w and \s stand for more in some languages.
    expect(pattern).not.toMatch(/\\[^.x[\]\\]|\(\?[^:]/);
    expect(() => new RegExp(pattern, 'u')).not.toThrow();
    // What is read in any case is told as words, of which generators make unions.
    expect(pattern).not.toMatch(/(\[[A-Z][a-z]\]){2}/);
  }
});

test('case-insensitive keywords are an enum in the document', () => {
  expect(service.contract.document.components.schemas.FilterInput).toMatchObject({
    properties: {
      operation: {
        type: 'string',
        enum: ['gr', 'gre', 'lq', 'lqe', 'term', 'match'],
        description: 'Read in any case.',
      },
    },
    additionalProperties: false,
  });
});

test('every field of the codecs is in the document', async () => {
  const { text } = await service.call('GET', '/documentation');
  const fields = [Log, ...Message.members].flatMap((codec) => Object.keys(codec.fields));
  for (const field of new Set(fields)) expect(text).toContain(`${field}:`);
});

describe('the interactive page', () => {
  test('loads only files of the package, and respects its security policy', async () => {
    const { headers, text } = await service.call('GET', '/documentation/ui');
    expect(headers['content-type']).toBe('text/html; charset=utf-8');
    const policy = headers['content-security-policy'] ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self';");
    expect(text).not.toMatch(/https?:|<script>| on\w+=/);
    const loaded = [...text.matchAll(/(?:href|src)="(ui\/[^"]+)"/g)].map(([, file]) => file);
    expect(loaded).toHaveLength(4);
    for (const file of loaded) {
      const { status, bytes } = await service.call('GET', `/documentation/${file}`);
      expect(status).toBe(200);
      expect(bytes.length).toBeGreaterThan(0);
    }
  });

  test.each(['package.json', '..%2Fpackage.json', 'swagger-ui.js', '%2Fetc%2Fpasswd'])(
    '%s is no file of it',
    async (file) => {
      expect((await service.call('GET', `/documentation/ui/${file}`)).status).toBe(404);
    },
  );
});

test('the document is served while the store is down', async () => {
  const server = createServer(createApp(createMemex({ store: createMemoryStore() })), {
    host: '127.0.0.1',
    port: 0,
  });
  await server.start();
  expect((await fetch(`${server.url}/documentation`)).status).toBe(200);
  expect((await fetch(`${server.url}/messages?project=a&fromTime=2026-01-01&toTime=2026-01-02`)).status).toBe(
    503,
  );
  await server.stop();
});

/** Every regular expression in a part of the document. */
function patternsOf(part: unknown): readonly string[] {
  if (typeof part !== 'object' || part === null) return [];
  return Object.entries(part).flatMap(([key, value]) =>
    key === 'pattern' && typeof value === 'string' ? [value] : patternsOf(value),
  );
}
