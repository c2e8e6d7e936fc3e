import { readdir, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { batch, post, runMemex, serveMemex, startOf, temporaryFolder } from './memex-process.js';

describe('memex serve', () => {
  test('first prints where it listens, where the data is, that jobs run in this process, and where the dashboard and the documentation are', async () => {
    await using folder = await temporaryFolder();
    const STORE_PATH = join(folder.path, 'data');
    await using memex = serveMemex({ STORE: 'embedded', STORE_PATH });
    const url = await memex.url();
    const [first = ''] = memex.printed.stderr.split('\n');
    const { msg, data, jobs, dashboard, documentation } = startOf(first);
    expect(msg).toMatch(/^Memex \d+\.\d+\.\d+ listens on http:\/\/127\.0\.0\.1:\d+$/);
    expect(data).toContain(STORE_PATH);
    expect(data).toContain('SQLite');
    expect(jobs).toBe('run in this process, and so does the beat (0 4 * * * in Europe/Rome)');
    expect(documentation).toBe(`${url}/documentation/ui`);
    expect((await fetch(`${url}/documentation/ui`)).status).toBe(200);
    expect(dashboard).toBe(`${url}/`);
    const page = await (await fetch(`${url}/`)).text();
    const names = [...page.matchAll(/"(dashboard\/[^"]+)"/g)].map(([, name]) => name);
    expect(names.length).toBeGreaterThanOrEqual(2);
    for (const name of names) expect((await fetch(`${url}/${name}`)).status).toBe(200);
    expect(await readdir(STORE_PATH)).not.toEqual([]);
  });

  test('keeps what it stored across a restart', async () => {
    await using folder = await temporaryFolder();
    const settings = { STORE: 'embedded', STORE_PATH: folder.path };
    const stored = await inProcess(settings, async (url) => {
      const answer = await post(url, batch('m1'));
      expect(answer.status).toBe(201);
      const { traceIds }: { traceIds: readonly string[] } = JSON.parse(await answer.text());
      return traceIds[0];
    });
    await inProcess(settings, async (url) => {
      const answer = await fetch(`${url}/message?traceId=${stored}`);
      expect(await answer.json()).toMatchObject({
        messageId: 'm1',
        traceId: stored,
        content: { value: 'hush' },
      });
    });
  });

  test.each([
    ['without keys is called by the names of this machine only', {}, 421],
    ['without keys is called by further names', { WS_HOSTS: 'other.example, evil.example' }, 200],
    ['with keys is called by any name', { WS_APIKEYS: 'key' }, 200],
  ])('%s', async (_name, settings, status) => {
    await using memex = serveMemex(settings);
    const url = await memex.url();
    expect(await statusOf(url, 'evil.example')).toBe(status);
    expect(await statusOf(url, 'localhost:1')).toBe(200);
  });

  test('keeps idle connections as long as configured', async () => {
    for (const [settings, seconds] of [
      [{}, 65],
      [{ WS_KEEP_ALIVE: '2m' }, 120],
    ] as const) {
      await using memex = serveMemex(settings);
      const { headers } = await fetch(`${await memex.url()}/health`);
      expect(headers.get('keep-alive')).toBe(`timeout=${seconds}`);
    }
  });

  test('logs a line for each request, without its body', async () => {
    await using memex = serveMemex();
    const answer = await post(await memex.url(), batch('m1'), { 'X-Request-Id': 'request-1' });
    const line = await vi.waitFor(() => {
      const found = memex.printed.stderr.split('\n').find((one) => one.includes('request-1'));
      expect(found).toBeDefined();
      return JSON.parse(String(found));
    });
    expect(line).toMatchObject({ level: 'info', method: 'POST', route: '/messages', status: 201 });
    expect(line.bytes).toBe((await answer.arrayBuffer()).byteLength);
    expect(memex.printed.stderr).not.toContain('hush');
  });

  test('names its process in each line', async () => {
    await using memex = serveMemex();
    await post(await memex.url(), batch('m1'));
    memex.signal('SIGTERM');
    expect(await memex.exit).toBe(0);
    const lines = memex.printed.stderr.trimEnd().split('\n');
    expect(lines.length).toBeGreaterThanOrEqual(4);
    const itself = { process: 'serve', pid: memex.pid, version: expect.stringMatching(/^\d+\.\d+\.\d+/) };
    for (const line of lines) expect(JSON.parse(line)).toMatchObject(itself);
  });

  test('tells people the same: what it is, and a line for each request', async () => {
    await using memex = serveMemex({ LOG_FORMAT: 'pretty' });
    const url = await vi.waitFor(() => {
      const [, found] =
        /^Memex \S+ listens on (\S+)\nData: .+\nJobs: .+\nDashboard: /.exec(memex.printed.stderr) ?? [];
      return new URL(String(found)).origin;
    }, 20_000);
    await post(url, batch('m1'), { 'X-Request-Id': 'request-1' });
    const itself = `serve \\d+\\.\\d+\\.\\d+\\S* \\[${memex.pid}\\]`;
    const line = String.raw`^\[\d\d:\d\d:\d\d\.\d{3}\] INFO: `;
    const request = new RegExp(`${line}${itself} POST /messages 201, [\\d.]+ ms, \\d+ B, request-1$`, 'm');
    await vi.waitFor(() => expect(memex.printed.stderr).toMatch(request), 20_000);
    memex.signal('SIGTERM');
    expect(await memex.exit).toBe(0);
    expect(memex.printed.stderr).toMatch(
      new RegExp(`${line}${itself} stopping \\{"signal":"SIGTERM"\\}$`, 'm'),
    );
    expect(memex.printed.stderr).not.toContain('hush');
  });

  test('lets only pages of the configured origins call it', async () => {
    await using memex = serveMemex({}, ['--cors-origins', 'https://a.example']);
    const url = await memex.url();
    const allowed = async (Origin: string): Promise<string | null> =>
      (await fetch(`${url}/health`, { headers: { Origin } })).headers.get('Access-Control-Allow-Origin');
    expect(await allowed('https://a.example')).toBe('https://a.example');
    expect(await allowed('https://b.example')).not.toBe('https://b.example');
  });

  test.each([
    [{ WS_HOST: '0.0.0.0' }, 1],
    [{ WS_HOST: '0.0.0.0', WS_APIKEYS: 'key' }, 0],
    [{ WS_HOST: 'localhost' }, 0],
  ])('with %j it warns %i times that anyone may do anything', async (settings, times) => {
    await using memex = serveMemex(settings);
    await memex.url();
    memex.signal('SIGTERM');
    expect(await memex.exit).toBe(0);
    expect(memex.printed.stderr.match(/"level":"warn"/g) ?? []).toHaveLength(times);
  });

  test('an uncaught error is logged once, and ends the process', async () => {
    const crash = "process.once('SIGUSR2', () => { throw new Error('out of the blue') })";
    await using memex = serveMemex({
      NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(crash)}`,
    });
    await memex.url();
    memex.signal('SIGUSR2');
    expect(await memex.exit).toBe(1);
    expect(memex.printed.stderr.match(/"level":"fatal".*out of the blue/g)).toHaveLength(1);
  });

  test('a port in use ends the process with one line', async () => {
    await using first = serveMemex();
    const { port } = new URL(await first.url());
    await using second = runMemex(['serve', '--port', port, '--store', 'memory']);
    expect(await second.exit).toBe(1);
    expect(second.printed.stderr).toMatch(
      new RegExp(`^memex: .*127\\.0\\.0\\.1:${port}.*something else listens there\n$`),
    );
  });

  test('a data folder that is a file ends the process with one line', async () => {
    await using folder = await temporaryFolder();
    const STORE_PATH = join(folder.path, 'file');
    await writeFile(STORE_PATH, 'not a folder');
    await using memex = serveMemex({ STORE: 'embedded', STORE_PATH });
    expect(await memex.exit).toBe(1);
    expect(memex.printed.stderr).toMatch(/^memex: [^\n]+\n$/);
    expect(memex.printed.stderr).toContain(STORE_PATH);
  });
});

/** Does something with a service that is started for it and stopped after it. */
async function inProcess<T>(
  settings: Readonly<Record<string, string>>,
  task: (url: string) => Promise<T>,
): Promise<T> {
  await using memex = serveMemex(settings);
  const result = await task(await memex.url());
  memex.signal('SIGTERM');
  expect(await memex.exit).toBe(0);
  return result;
}

/** The status of a call that names a host. */
function statusOf(url: string, host: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const call = request(`${url}/health`, { headers: { host }, agent: false }, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    });
    call.on('error', reject);
    call.end();
  });
}
