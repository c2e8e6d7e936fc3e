import { createServer as createHttpServer } from 'node:http';
import { describe, expect, onTestFinished, test } from 'vitest';
import { ApiError, createApi } from '../src/index.js';
import { RANGE, requestOf, startService } from './support/service.js';

describe('the calls of the dashboard', () => {
  test('tell what the key may do', async () => {
    const { api } = await startService({ keys: 'key:library:read' });
    expect(await api('key').session()).toMatchObject({ keys: true, access: 'read', projects: ['library'] });
  });

  test('read pages to their end', async () => {
    const { memex, api } = await startService();
    await memex.messages.append([1, 2, 3].map((number) => requestOf(number)));
    const call = { project: 'library', ...RANGE, maxSize: 2 };
    const first = await api().messages(call);
    expect(first.items.map(({ messageId }) => messageId)).toEqual(['1', '2']);
    const rest = await api().messages({ ...call, cursor: first.cursor ?? '' });
    expect(rest.items.map(({ messageId }) => messageId)).toEqual(['3']);
    expect(rest.cursor).toBeUndefined();
    expect((await api().conversations({ project: 'library', ...RANGE })).items).toHaveLength(1);
    const conversation = await api().conversation({ project: 'library', conversationId: 'a/b?' });
    expect(conversation.items).toHaveLength(3);
    expect(await api().projects()).toMatchObject([{ project: 'library', messages: 3 }]);
  });

  test('define, compute and remove an analytic', async () => {
    const { api } = await startService();
    const descriptor = {
      project: 'library',
      type: 'count',
      dimension: 'message',
      metric: 'requests',
      timespan: { type: 'moving', value: '7d' },
    } as const;
    expect(await api().query([descriptor])).toMatchObject([{ count: 0 }]);
    const id = await api().define(descriptor);
    await api().compute(id);
    expect((await api().analytics({ project: 'library' })).items).toMatchObject([{ id, state: 'waiting' }]);
    await api().remove(id);
    expect((await api().analytics({ project: 'library' })).items).toEqual([]);
  });

  test('fail with the words of the API', async () => {
    const { api } = await startService({ keys: 'key' });
    const refused = await failure(api().projects());
    expect(refused).toMatchObject({ message: 'Unauthorized: a valid API key is required', status: 401 });
    const malformed = await failure(api('key').messages({ project: '', ...RANGE }));
    expect(malformed).toMatchObject({ status: 400, message: expect.stringContaining('project') });
  });

  test('fail with the status where something else answers', async () => {
    const server = createHttpServer((_, response) => response.writeHead(502).end('<h1>Bad gateway</h1>'));
    onTestFinished(() => void server.close());
    await new Promise<void>((done) => void server.listen(0, '127.0.0.1', done));
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('the server has a port');
    const api = createApi(({ path, ...call }) => fetch(`http://127.0.0.1:${address.port}/${path}`, call));
    expect(await failure(api.projects())).toMatchObject({ message: 'HTTP status 502', status: 502 });
  });

  test('fail where nobody answers, and as given up where they are', async () => {
    const api = createApi(({ path, ...call }) => fetch(`http://127.0.0.1:1/${path}`, call));
    expect(await failure(api.projects())).toMatchObject({
      message: 'the service does not answer',
      status: undefined,
    });
    const given = api.projects({ signal: AbortSignal.abort() });
    await expect(given).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }));
  });
});

async function failure(call: Promise<unknown>): Promise<ApiError> {
  try {
    await call;
  } catch (error) {
    if (error instanceof ApiError) return error;
    throw error;
  }
  throw new Error('the call did not fail');
}
