import { EXPORT_FORMATS } from '@memex/adapter-files';
import { parseApiKeys } from '@memex/adapter-http';
import { expect, test } from 'vitest';
import { contractOf, type Document } from './support/contract.js';
import { log } from './support/samples.js';
import { type Settings, startService } from './support/service.js';

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

test('every answer with a body has an example, which is as its schema says', async () => {
  const service = await startDocumented();
  const { document, check } = service.contract;
  const bodies = Object.entries(document.paths).flatMap(([path, operations]) =>
    Object.entries(operations).flatMap(([method, { responses }]) =>
      Object.entries(responses).flatMap(([status, response]) =>
        Object.entries(contentOf(response, document)).map(([type, { example }]) => ({
          method,
          path,
          status: Number(status),
          type,
          body: example,
        })),
      ),
    ),
  );
  expect(bodies.length).toBeGreaterThan(300);
  expect(bodies.filter(({ body }) => body === undefined)).toEqual([]);
  for (const example of bodies) {
    if (example.type === 'application/json') check(example);
    else expect(example.body).toEqual(expect.any(String));
  }
  const statuses = bodies.flatMap(({ status, body }) => {
    const code = typeof body === 'object' && body !== null && 'code' in body ? body.code : status;
    return code === status ? [] : [body];
  });
  expect(statuses).toEqual([]);
});

test('every parameter of the document says what it means', async () => {
  const { document } = (await startDocumented()).contract;
  const parameters = Object.values(document.paths)
    .flatMap((operations) => Object.values(operations))
    .flatMap(({ operationId, parameters }) => parameters.map((one) => ({ operationId, ...one })));
  expect(parameters.length).toBeGreaterThan(80);
  expect(parameters.filter(({ description = '' }) => description.length < 10)).toEqual([]);
});

test.each([
  { apiKeys: parseApiKeys('root:admin'), locked: ['read', 'write', 'admin'] },
  { apiKeys: undefined, locked: ['admin'] },
])('the document has a lock where a key is needed: $locked', async ({ apiKeys, locked }) => {
  const { text } = await (await startDocumented({ apiKeys })).call('GET', '/documentation');
  const { document } = contractOf(text);
  const needed = Object.values(document.paths)
    .flatMap((operations) => Object.values(operations))
    .flatMap(({ security }) => security.flatMap(({ apiKey = [] }) => apiKey));
  expect(new Set(needed)).toEqual(new Set(locked));
  expect(document.paths['/health']?.get?.security).toEqual([]);
});

/** With every route that there is. */
async function startDocumented({ apiKeys }: Pick<Settings, 'apiKeys'> = {}) {
  return startService({ apiKeys, dashboard: DASHBOARD, exportFormats: EXPORT_FORMATS });
}

const DASHBOARD: Settings['dashboard'] = { page: async () => '', file: () => undefined };

type Content = Readonly<Record<string, { readonly example?: unknown }>>;

function contentOf(response: unknown, { components }: Document): Content {
  const { $ref, content = {} } = response as { $ref?: string; content?: Content };
  const name = $ref?.replace('#/components/responses/', '');
  return name === undefined ? content : contentOf(components.responses[name], { paths: {}, components });
}
