import { mkdir, open } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { UnavailableError } from '@memex/core';
import type { CallOptions } from '@memex/core/ports';
import { messageEntry } from '@memex/core/testing';
import { describe, expect, onTestFinished, test } from 'vitest';
import { OpenFile } from '../dist/client/open-file.js';
import { WorkerClient } from '../dist/client/worker-client.js';
import { loadDriver } from '../dist/driver/open-driver.js';
import { openToWrite } from '../dist/schema/open.js';
import { emptyFolder } from './support/folder.js';
import { startedStore } from './support/started.js';

describe('calls to a worker', () => {
  test('wait while it is busy; if the signal fires they end at once and write nothing', async () => {
    const path = await emptyFolder();
    const store = await startedStore({ path });
    const release = await lockedByAnother(path);
    const [kept, aborted] = [messageEntry({ project: 'app' }), messageEntry({ project: 'app' })];
    const controller = new AbortController();
    const first = store.messages.append({ entries: [kept] });
    expect(await store.messages.count({ projects: 'all' })).toBe(0);
    const second = store.messages.append({ entries: [aborted] }, { signal: controller.signal });
    controller.abort('why');
    await expect(second).rejects.toMatchObject({ code: 'aborted', cause: 'why' });
    release();
    expect(await first).toEqual([kept.traceId]);
    await store.messages.append({ entries: [messageEntry({ project: 'app' })] });
    expect(await store.messages.find({ traceId: aborted.traceId, projects: 'all' })).toBeUndefined();
  });

  test('are refused while too much is waiting, and accepted again afterwards', async () => {
    const path = await emptyFolder();
    const store = await startedStore({ path, waitingCharacters: 20_000 });
    const release = await lockedByAnother(path);
    const append = () => store.messages.append({ entries: [messageEntry({ project: 'app' })] });
    const outcomes = Promise.allSettled(Array.from({ length: 100 }, append));
    release();
    const refused = (await outcomes).filter(({ status }) => status === 'rejected');
    expect(refused.length).toBeGreaterThan(50);
    expect(refused.length).toBeLessThan(100);
    for (const one of refused) expect(one).toMatchObject({ reason: { code: 'unavailable' } });
    expect(await append()).toHaveLength(1);
  });

  test('are never sent if the signal fires while they wait for others in flight', async () => {
    const { client, release, controller } = await blockedClient(1);
    const inFlight = client.call(harmless, 1);
    const aborted = client.call(crashing, 1, { signal: controller.signal });
    const kept = client.call(harmless, 1);
    await setImmediate();
    controller.abort('why');
    await expect(aborted).rejects.toMatchObject({ code: 'aborted', cause: 'why' });
    release();
    expect(await Promise.all([inFlight, kept])).toEqual([{ count: 0 }, { count: 0 }]);
  });

  test('end at once if the signal fires in flight, and the others get their own outcomes', async () => {
    const { client, release, controller } = await blockedClient(10);
    const first = client.call(harmless, 1);
    const aborted = client.call(harmless, 1, { signal: controller.signal });
    const unknown = client.call({ op: 'erase' }, 1);
    const last = client.call(harmless, 1);
    await setImmediate();
    controller.abort('why');
    await expect(aborted).rejects.toMatchObject({ code: 'aborted', cause: 'why' });
    release();
    await expect(unknown).rejects.toMatchObject({ code: 'internal' });
    expect(await Promise.all([first, last])).toEqual([{ count: 0 }, { count: 0 }]);
  });

  test('fail if it crashes, and the next call starts it again', async () => {
    const client = await startedClient(await emptyFolder());
    await expect(client.call(crashing, 1)).rejects.toBeInstanceOf(UnavailableError);
    expect(await client.call(harmless, 1)).toEqual({ count: 0 });
  });

  test('fail if they cannot be sent, and the next call succeeds', async () => {
    const client = await startedClient(await emptyFolder());
    await expect(client.call(() => 'a function', 1)).rejects.toThrow('could not be cloned');
    expect(await client.call(harmless, 1)).toEqual({ count: 0 });
  });

  test('are answered before the store stops', async () => {
    const store = await startedStore();
    const entries = Array.from({ length: 50 }, () => messageEntry({ project: 'app' }));
    const appends = entries.map((entry) => store.messages.append({ entries: [entry] }));
    await store.stop();
    expect((await Promise.all(appends)).flat()).toEqual(entries.map(({ traceId }) => traceId));
  });
});

test('a damaged file makes calls fail until it is repaired', async () => {
  const path = join(await emptyFolder(), 'data');
  await mkdir(path);
  const store = await startedStore({ path });
  const entry = messageEntry({ project: 'app' });
  await store.messages.append({ entries: [entry] });
  await store.stop();
  await store.start();
  const file = await open(join(path, 'memex.db'), 'r+');
  const whole = await file.read(Buffer.alloc(65_536), 0, 65_536, 0);
  await file.write(Buffer.alloc(whole.bytesRead - 100, 0xff), 0, whole.bytesRead - 100, 100);
  const find = () => store.messages.find({ traceId: entry.traceId, projects: 'all' });
  await expect(find()).rejects.toMatchObject({ code: 'unavailable' });
  await file.write(whole.buffer, 0, whole.bytesRead, 0);
  await file.close();
  expect((await find())?.json).toBe(entry.json);
});

const harmless = {
  op: 'remove',
  selection: { table: 'messages', projects: 'all', traceId: 'none' },
  max: 1,
};

/** Not a request: it crashes the worker. */
const crashing = undefined;

/** A client whose first call waits for a lock until `release` is called, and a controller to abort other calls. */
async function blockedClient(inFlight: number) {
  const path = await emptyFolder();
  const client = await startedClient(path, inFlight);
  return { client, release: await lockedByAnother(path), controller: new AbortController() };
}

/** Takes anything as a request, even what is not one. */
interface UntypedClient {
  call(request: unknown, weight: number, options?: CallOptions): Promise<unknown>;
}

async function startedClient(path: string, inFlight = 10): Promise<UntypedClient> {
  const file = join(path, 'memex.db');
  const limits = { waiting: 10, inFlight };
  const client = new WorkerClient({ role: 'writer', file }, limits, new OpenFile());
  await client.start();
  onTestFinished(() => client.stop());
  return client;
}

/** Holds the write lock with another connection, until the returned function is called. */
async function lockedByAnother(path: string): Promise<() => void> {
  const other = openToWrite(await loadDriver(), join(path, 'memex.db'));
  other.exec('BEGIN IMMEDIATE');
  return () => {
    other.exec('COMMIT');
    other.close();
  };
}
