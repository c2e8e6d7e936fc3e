import {
  appendFileSync,
  copyFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BufferLockedError, type Client, type ClientOptions, createClient } from '@memex/client';
import { type DiskBufferOptions, diskBuffer } from '@memex/client/disk';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { addUntilFull, collect, eventually, RANGE, requestOf, storedIds } from './support/entries.js';
import { killAdder } from './support/killed-adder.js';
import { type Service, startService } from './support/service.js';

function createFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'memex-client-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function open(
  { url }: Pick<Service, 'url'>,
  folder: string,
  options: Omit<ClientOptions, 'url'> & Partial<DiskBufferOptions> = {},
): Client {
  const { maxBytes, sync, ...others } = options;
  const buffer = diskBuffer({
    folder,
    ...(maxBytes === undefined ? {} : { maxBytes }),
    ...(sync === undefined ? {} : { sync }),
  });
  return createClient({ url, project: 'app', buffer, ...others });
}

const NOBODY = { url: 'http://127.0.0.1:1' };

/** Adds without a server, and ends. */
async function addAway(folder: string, ids: readonly number[], options = {}): Promise<void> {
  const client = open(NOBODY, folder, options);
  for (const n of ids) client.request(requestOf(n));
  await client.close({ timeout: 1 });
}

const range = (count: number): number[] => Array.from({ length: count }, (_, n) => n);

describe('a buffer on disk', () => {
  test.each(['entry', 'batch', 'never'] as const)(
    'keeps what was not sent for the next client, synced by %s',
    async (sync) => {
      const folder = createFolder();
      await addAway(folder, range(250), { sync });
      await addAway(folder, [250], { sync });
      const service = await startService();
      await using client = open(service, folder, { sync });
      client.request(requestOf(251));
      await client.flush();
      expect(await storedIds(client)).toEqual(range(252).map((n) => `m${n}`));
      const sent = service.seen.filter(({ body }) => body !== '').flatMap(({ body }) => JSON.parse(body));
      expect(sent.map(({ messageId }) => messageId)).toEqual(range(252).map((n) => `m${n}`));
    },
  );

  test('leaves no file behind when everything was sent', async () => {
    const folder = createFolder();
    const service = await startService();
    await addAway(folder, range(10));
    const client = open(service, folder);
    for (const n of range(500)) client.request(requestOf(n + 10));
    client.log({ component: 'hub', severity: 'INFO', logContent: 'up' });
    await client.close();
    expect(readdirSync(folder)).toEqual([]);
  });

  test('loses nothing that was added when its process is killed, and stores nothing twice', async () => {
    const folder = createFolder();
    const service = await startService();
    const added: string[] = [];
    for (const round of range(3)) added.push(...(await killAdder(service.url, folder, `k${round}`, 700)));
    await using client = open(service, folder);
    await client.flush();
    const stored = await storedIds(client);
    expect(new Set(stored).size).toBe(stored.length);
    expect(added.filter((id) => !stored.includes(id))).toEqual([]);
  });

  test('leaves out a line that was being written when its process died', async () => {
    const folder = createFolder();
    await addAway(folder, range(3));
    const [segment = ''] = readdirSync(folder).filter((name) => name.startsWith('messages'));
    appendFileSync(join(folder, segment), '{"type":"request","messageId":"m3","cont');
    const service = await startService();
    await using client = open(service, folder);
    await client.flush();
    expect(await storedIds(client)).toEqual(['m0', 'm1', 'm2']);
  });

  test('puts aside lines that a loss of power damaged, says so, and sends the others', async () => {
    const folder = createFolder();
    await addAway(folder, range(3));
    const [segment = ''] = readdirSync(folder).filter((name) => name.startsWith('messages'));
    appendFileSync(join(folder, segment), `\0\0\0\n#\0\n{"lost":1}\n`);
    const warned = new Promise<Error>((resolve) => process.once('warning', resolve));
    const service = await startService();
    await using client = open(service, folder);
    await client.flush();
    expect(await storedIds(client)).toEqual(['m0', 'm1', 'm2']);
    expect((await warned).message).toContain('damaged.txt');
    expect(readFileSync(join(folder, 'damaged.txt'), 'utf8')).toContain('{"lost":1}');
  });

  test('sends a batch again with its key from the next process', async () => {
    const folder = createFolder();
    const service = await startService();
    service.faults = [{ losesAnswer: true }];
    const first = open(service, folder);
    for (const n of range(10)) first.request(requestOf(n));
    const flushed = first.flush().catch(() => undefined);
    await eventually(() => service.seen.length).toBeGreaterThan(0);
    await first.close({ timeout: 1 });
    await flushed;
    service.faults = [];
    await using client = open(service, folder);
    await client.flush();
    expect(new Set(service.seen.map(({ key }) => key)).size).toBe(1);
    expect(await storedIds(client)).toHaveLength(10);
  });

  test('asks for what a batch of the day before holds before it is sent again', async () => {
    const folder = createFolder();
    const service = await startService();
    service.faults = [{ losesAnswer: true }];
    const first = open(service, folder, { batch: { delayMs: 1 } });
    for (const n of range(10)) first.request(requestOf(n));
    await eventually(() => service.seen.length).toBeGreaterThan(0);
    await first.close({ timeout: 1 });
    await addAway(folder, [10, 11]);
    service.faults = [];
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 25 * 3_600_000 });
    onTestFinished(() => void vi.useRealTimers());
    await using client = open(service, folder);
    await client.flush();
    expect(await storedIds(client)).toEqual(range(12).map((n) => `m${n}`));
  });

  test('has one user at a time, and is free when that was killed', async () => {
    const folder = createFolder();
    const service = await startService();
    const client = open(service, folder);
    expect(() => open(service, folder)).toThrow(BufferLockedError);
    await client.close();
    let other: unknown;
    const killed = killAdder(service.url, folder, 'k', 50_000);
    await eventually(() => existsSync(join(folder, 'lock'))).toBe(true);
    try {
      open(service, folder);
    } catch (error) {
      other = error;
    }
    expect(other).toMatchObject({
      code: 'buffer_locked',
      message: expect.stringMatching(/is the buffer of process \d+ on /),
    });
    await killed;
    await using next = open(service, folder);
    await next.flush();
    expect((await storedIds(next)).length).toBeGreaterThanOrEqual(50_000);
  });

  test('is full with a typed error, loses nothing of what it has, and has room again when that is sent', async () => {
    const folder = createFolder();
    const service = await startService();
    service.faults = [{ hangsUp: true }];
    await using client = open(service, folder, { maxBytes: 10_000 });
    const taken = addUntilFull(client, 1_000);
    service.faults = [];
    await client.flush();
    client.request(requestOf(taken));
    await client.flush();
    expect(await storedIds(client)).toHaveLength(taken + 1);
  });

  test('goes through many segments in order, and holds few of them', async () => {
    const folder = createFolder();
    const metadata = { long: 'x'.repeat(50_000) };
    const away = open(NOBODY, folder);
    for (const n of range(300)) away.request({ ...requestOf(n), metadata });
    await away.close({ timeout: 1 });
    expect(readdirSync(folder).filter((name) => name.endsWith('.ndjson')).length).toBeGreaterThan(3);
    const service = await startService();
    await using client = open(service, folder);
    await client.flush();
    expect(await storedIds(client)).toEqual(range(300).map((n) => `m${n}`));
    expect(readdirSync(folder).filter((name) => name.endsWith('.ndjson'))).toEqual([]);
  });
});

describe('dead letters on disk', () => {
  async function refuseSome(folder: string, service: Service): Promise<void> {
    service.faults = [{ status: 403 }];
    const client = open(service, folder, { batch: { entries: 2 } });
    for (const n of range(5)) client.request(requestOf(n));
    client.log({ component: 'hub', severity: 'INFO', logContent: 'up', timestamp: '2026-11-01' });
    await client.close();
    service.faults = [];
  }

  test('are there for the next client, which replays them', async () => {
    const folder = createFolder();
    const service = await startService();
    await refuseSome(folder, service);
    await using client = open(service, folder);
    expect(await collect(client.deadLetters())).toHaveLength(6);
    expect(await client.replayDead()).toBe(6);
    await client.flush();
    expect(await storedIds(client)).toEqual(range(5).map((n) => `m${n}`));
    expect(await collect(client.logs(RANGE))).toHaveLength(1);
    expect(await collect(client.deadLetters())).toEqual([]);
  });

  test('that were being replayed when the process died are stored once', async () => {
    const folder = createFolder();
    const service = await startService();
    await refuseSome(folder, service);
    const copy = `${folder}.copy`;
    copyFileSync(join(folder, 'dead.ndjson'), copy);
    onTestFinished(() => rmSync(copy));
    const first = open(service, folder);
    await first.replayDead();
    await first.close();
    copyFileSync(copy, join(folder, 'dead.replaying.ndjson'));
    await using client = open(service, folder);
    expect(await client.replayDead()).toBe(6);
    await client.flush();
    expect(await storedIds(client)).toHaveLength(5);
    expect(await collect(client.logs(RANGE))).toHaveLength(1);
  });

  test('of a user go with the user', async () => {
    const folder = createFolder();
    const service = await startService();
    await refuseSome(folder, service);
    await using client = open(service, folder);
    await client.deleteUser({ userId: 'u0' });
    expect(readFileSync(join(folder, 'dead.ndjson'), 'utf8')).not.toContain('"u0"');
    expect(await collect(client.deadLetters())).toHaveLength(4);
  });
});
