import { parseApiKeys } from '@memex/adapter-http';
import { expect, test } from 'vitest';
import { log } from './support/samples.js';
import { startService } from './support/service.js';

const ROOT = { headers: { 'x-wenet-component-apikey': 'root' } };

test('the service accepts every example body of the document', async () => {
  const service = await startService({ apiKeys: parseApiKeys('root:admin') });
  const examples = Object.entries(service.contract.document.paths).flatMap(([path, operations]) =>
    Object.entries(operations).flatMap(([method, { requestBody }]) =>
      requestBody === undefined
        ? []
        : Object.values(requestBody.content['application/json'].examples).map((one) => ({
            path,
            method,
            ...one,
          })),
    ),
  );
  expect(examples).toHaveLength(10);
  const [id] = await service.memex.untrusted.logs.append([log()]);
  for (const { path, method, value: body } of examples) {
    const target = path + (path === '/log' ? `?id=${id}` : path === '/retention' ? '?project=app' : '');
    const answer = await service.call(method.toUpperCase(), target, { body, ...ROOT });
    expect([200, 201]).toContain(answer.status);
  }
});

test('every example answer of the document is as its schema says', async () => {
  const service = await startService();
  const { document, check } = service.contract;
  const examples = Object.entries(document.paths).flatMap(([path, operations]) =>
    Object.entries(operations).flatMap(([method, { responses }]) =>
      Object.entries(responses).flatMap(([status, response]) => {
        const { content = {} } = response as { content?: Readonly<Record<string, { example?: unknown }>> };
        return Object.entries(content).flatMap(([type, { example }]) =>
          example === undefined ? [] : [{ method, path, status: Number(status), type, body: example }],
        );
      }),
    ),
  );
  const [json, others] = [true, false].map((isJson) =>
    examples.filter(({ type }) => (type === 'application/json') === isJson),
  );
  expect(json?.map(({ path }) => path)).toEqual(['/projects', '/conversations', '/status', '/session']);
  expect(new Set(others?.map(({ type, body }) => `${type} ${typeof body}`))).toEqual(
    new Set(['text/csv string', 'text/event-stream string']),
  );
  for (const example of examples) check(example);
});
