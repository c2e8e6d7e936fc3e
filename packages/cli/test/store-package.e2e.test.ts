import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runMemex } from './memex-process.js';

const OWN_STORE = fileURLToPath(new URL('../../../examples/own-store/index.mjs', import.meta.url));

const MESSAGE = {
  messageId: 'm1',
  conversationId: 'c1',
  channel: 'WEB',
  userId: 'anna',
  project: 'app',
  timestamp: '2026-11-20T10:15:00+00:00',
  type: 'request',
  content: { type: 'text', value: 'Hello' },
};

describe('a store from a package', () => {
  let folder = '';

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'store-package-'));
    await addPackage('my-store', `export { createStore } from ${JSON.stringify(OWN_STORE)};`);
    await addPackage('no-store', 'export const store = {};');
    await addPackage('half-store', 'export const createStore = () => ({ messages: {} });');
  });

  afterAll(() => rm(folder, { recursive: true }));

  async function addPackage(name: string, code: string): Promise<void> {
    const place = join(folder, 'node_modules', name);
    await mkdir(place, { recursive: true });
    const manifest = { name, type: 'module', exports: { '.': { default: './index.js' } } };
    await writeFile(join(place, 'package.json'), JSON.stringify(manifest));
    await writeFile(join(place, 'index.js'), code);
  }

  const serve = (STORE: string) =>
    runMemex(['serve'], { STORE, WS_PORT: '0', STORE_PATH: join(folder, 'data') }, folder);

  test.each(['my-store', OWN_STORE])('%s is served, and keeps what it has acknowledged', async (name) => {
    await rm(join(folder, 'data'), { recursive: true, force: true });
    {
      await using memex = serve(name);
      const url = await memex.url();
      const headers = { 'content-type': 'application/json' };
      const posted = await fetch(`${url}/messages`, {
        method: 'POST',
        headers,
        body: JSON.stringify([MESSAGE]),
      });
      expect(posted.status).toBe(201);
      memex.signal('SIGTERM');
      expect(await memex.exit).toBe(0);
    }
    await using again = serve(name);
    const url = await again.url();
    expect(again.printed.stderr).toContain('(own store 1)');
    const range = 'project=app&fromTime=2026-11-20&toTime=2026-11-21';
    expect(await (await fetch(`${url}/messages?${range}`)).json()).toMatchObject([{ messageId: 'm1' }]);
    expect((await fetch(`${url}/messages?userId=anna`, { method: 'DELETE' })).status).toBe(200);
    expect(await (await fetch(`${url}/messages?${range}`)).json()).toEqual([]);
  });

  test.each([
    ['no-store', 'it exports no function createStore'],
    ['half-store', 'createStore must return an object with messages, logs, analytics, '],
  ])('%s is rejected in one line', async (name, reason) => {
    await using memex = serve(name);
    expect(await memex.exit).toBe(2);
    expect(memex.printed.stderr).toContain(
      `memex: the package ${name}, which STORE names, cannot be used: ${reason}`,
    );
    expect(memex.printed.stderr.trimEnd().split('\n')).toHaveLength(1);
  });
});
