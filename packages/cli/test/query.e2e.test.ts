import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import type { Settings } from '../src/config/config.js';
import { type MemexProcess, post, runMemex, serveMemex, temporaryFolder } from './memex-process.js';

const KEYS = 'KeyOfApp1:app,KeyOfShop2:shop,KeyThatReads3:app';
const ZONE = { TIME_ZONE: 'Europe/Rome' };
const MARCH = { type: 'fixed', start: '2026-03-01T00:00:00+01:00', end: '2026-03-03T23:59:59.999999+01:00' };
const about = { project: 'app', timespan: MARCH };
const requests = { ...about, type: 'count', dimension: 'message', metric: 'requests' };
const channels = { ...about, type: 'segmentation', dimension: 'message', metric: 'all', by: 'channel' };
const scores = { ...about, type: 'aggregation', field: 'metadata.score', aggregation: 'percentiles' };

let url: string;
let store: Settings;

beforeAll(async () => {
  const folder = await temporaryFolder();
  store = { ...ZONE, STORE_PATH: join(folder.path, 'data') };
  const memex = serveMemex({ ...store, STORE: 'embedded', WS_APIKEYS: KEYS });
  url = await memex.url();
  const sent = Array.from({ length: 9 }, (_, index) => ({
    type: 'request',
    messageId: `m${index}`,
    channel: ['WEB', '=1+1', '\u001b[31mred'][index % 3],
    userId: `u${index % 4}`,
    project: 'app',
    timestamp: `2026-03-0${1 + (index % 3)}T10:15:00Z`,
    content: { type: 'text', value: 'x' },
    metadata: { score: index / 7 },
  }));
  const { status } = await post(url, JSON.stringify(sent), { Authorization: 'Bearer KeyOfApp1' });
  expect(status).toBe(201);
  return async () => {
    await memex[Symbol.asyncDispose]();
    await folder[Symbol.asyncDispose]();
  };
}, 30_000);

type Printed = MemexProcess['printed'] & { readonly exit: number | null };

async function ended(memex: MemexProcess): Promise<Printed> {
  const exit = await memex.exit;
  return { exit, ...memex.printed };
}

function inStore(args: readonly string[], settings: Settings = {}, input?: string): Promise<Printed> {
  return ended(runMemex(['query', ...args], { ...store, ...settings }, undefined, input));
}

function onServer(args: readonly string[], settings: Settings = {}): Promise<Printed> {
  const key = { WS_APIKEY: 'KeyThatReads3' };
  return ended(runMemex(['query', '--url', url, ...args], { ...ZONE, ...key, ...settings }));
}

const timeless = (text: string): string => text.replaceAll(/"creationDt":"[^"]*"/g, '');

const json = (...descriptors: readonly unknown[]): readonly string[] =>
  descriptors.map((descriptor) => JSON.stringify(descriptor));

describe('memex query', () => {
  test('prints counts, series, segments, comparisons and statistics in 80 columns', async () => {
    const { exit, stdout, stderr } = await inStore(
      json(
        { ...requests, compare: 'previous' },
        { ...requests, interval: 'day', filters: [{ field: 'channel', operation: 'term', value: 'WEB' }] },
        { ...channels, limit: 1 },
        { ...scores, interval: 'day' },
        { ...scores, aggregation: 'stats' },
        { ...scores, field: 'metadata.none', aggregation: 'avg' },
      ),
    );
    expect({ exit, stderr }).toEqual({ exit: 0, stderr: '' });
    expect(stdout).toMatchInlineSnapshot(`
      "1. message.requests, project app
         2026-03-01 00:00:00+01:00 to 2026-03-03 23:59:59.999999+01:00, Europe/Rome
         previous: 2026-02-26 00:00:00+01:00 to 2026-02-28 23:59:59.999999+01:00
                current  previous  change
         count        9         0       -

      2. message.requests, project app, by day, where channel term "WEB"
         2026-03-01 00:00:00+01:00 to 2026-03-03 23:59:59.999999+01:00, Europe/Rome
         from          count
         whole window      3
         2026-03-01        3
         2026-03-02        0
         2026-03-03        0

      3. message.all by channel, project app
         2026-03-01 00:00:00+01:00 to 2026-03-03 23:59:59.999999+01:00, Europe/Rome
         segment        count
         \\u001b[31mred      3
         (the rest)         6

      4. percentiles of metadata.score, project app, by day
         2026-03-01 00:00:00+01:00 to 2026-03-03 23:59:59.999999+01:00, Europe/Rome
         from                 1.0        5.0      25.0      50.0      75.0      95.0
         whole window   0.0114286  0.0571429  0.285714  0.571429  0.857143   1.08571
         2026-03-01    0.00857143  0.0428571  0.214286  0.428571  0.642857  0.814286
         2026-03-02      0.151429   0.185714  0.357143  0.571429  0.785714  0.957143
         2026-03-03      0.294286   0.328571       0.5  0.714286  0.928571       1.1

         from              99.0
         whole window   1.13143
         2026-03-01    0.848571
         2026-03-02    0.991429
         2026-03-03     1.13429

      5. stats of metadata.score, project app
         2026-03-01 00:00:00+01:00 to 2026-03-03 23:59:59.999999+01:00, Europe/Rome
         count         9
         min           0
         max     1.14286
         avg    0.571429
         sum     5.14286

      6. avg of metadata.none, project app
         2026-03-01 00:00:00+01:00 to 2026-03-03 23:59:59.999999+01:00, Europe/Rome
         nothing
      "
    `);
    const tables = stdout.split('\n').filter((line) => !/^\d\. |^ {3}previous: |, Europe/.test(line));
    for (const line of tables) expect(line.length).toBeLessThanOrEqual(80);
  });

  test.each([['--json'], ['--csv'], ['--csv', '--safe-cells'], []])(
    'with %j prints the same from the store and from a server',
    async (...flags) => {
      const asked = [...flags, ...json(requests, { ...channels, interval: 'day' }, scores)];
      const [here, there] = [await inStore(asked), await onServer(asked)];
      expect([here.exit, there.exit, there.stderr]).toEqual([0, 0, '']);
      expect(timeless(there.stdout)).toBe(timeless(here.stdout));
      expect(there.stdout).not.toBe('');
    },
  );

  test('prints as JSON what the API answers, and as CSV too', async () => {
    const body = JSON.stringify([requests, { ...channels, interval: 'day', compare: 'previous' }]);
    const asked = async (headers: Readonly<Record<string, string>>, more = ''): Promise<string> => {
      const answer = await fetch(`${url}/analytics/query${more}`, {
        method: 'POST',
        body,
        headers: { 'Content-Type': 'application/json', Authorization: 'Bearer KeyOfApp1', ...headers },
      });
      return answer.text();
    };
    const csv = { Accept: 'text/csv' };
    expect((await inStore(['--csv', ...json(...JSON.parse(body))])).stdout).toBe(await asked(csv));
    expect((await inStore(['--csv', '--safe-cells', ...json(...JSON.parse(body))])).stdout).toBe(
      await asked(csv, '?safeCells=true'),
    );
    const printed = (await inStore(['--json', ...json(...JSON.parse(body))])).stdout;
    expect(timeless(printed)).toBe(`${timeless(await asked({}))}\n`);
  });

  test('reads a list from a file, or from standard input', async () => {
    await using folder = await temporaryFolder();
    const file = join(folder.path, 'asked.json');
    await writeFile(file, `\uFEFF${JSON.stringify([requests])}`);
    const { stdout } = await inStore(['--csv', ...json(requests)]);
    expect(stdout).toContain('message.requests');
    expect(await inStore(['--csv', '--file', file])).toEqual({ exit: 0, stdout, stderr: '' });
    for (const args of [
      ['-', '--csv'],
      ['--csv', '-'],
      ['--file', '-', '--csv'],
    ])
      expect(await inStore(args, {}, JSON.stringify([requests]))).toEqual({ exit: 0, stdout, stderr: '' });
  });

  test('takes the key of a server from a file, which wins over the variable', async () => {
    await using folder = await temporaryFolder();
    const file = join(folder.path, 'key');
    await writeFile(file, 'KeyOfApp1\n');
    const answer = await onServer(['--api-key-file', file, ...json(requests)], { WS_APIKEY: 'KeyOfShop2' });
    expect(answer).toMatchObject({ exit: 0, stdout: expect.stringContaining('9') });
  });
});

describe('memex query is refused in one clear line', () => {
  test.each<[string, Settings, RegExp]>([
    [
      'a key of another project',
      { WS_APIKEY: 'KeyOfShop2' },
      /answers 403: Forbidden: the caller has no access to this project/,
    ],
    ['no key', { WS_APIKEY: '' }, /answers 401: Unauthorized: .*\(the key is in WS_APIKEY, or/],
    ['a wrong key', { WS_APIKEY: 'KeyOfNobody4' }, /answers 401/],
  ])('by a server to %s, which is not shown', async (_, settings, reason) => {
    const { exit, stdout, stderr } = await onServer(json(requests), settings);
    expect({ exit, stdout }).toEqual({ exit: 1, stdout: '' });
    expect(stderr).toMatch(/^memex: http:\/\/127\.0\.0\.1:\d+\/analytics\/query answers [^\n]*\n$/);
    expect(stderr).toMatch(reason);
    expect(stderr).not.toMatch(/KeyOf|KeyThat/);
  });

  test.each<[string, readonly string[], readonly string[]]>([
    [
      'malformed JSON',
      [JSON.stringify(requests), '{"project": "app",\n "type" "count"}'],
      ['argument 2 must be JSON: line 2, column 9: a colon is expected'],
    ],
    [
      'wrong descriptors',
      json({ ...requests, metric: 'loyal' }, { ...channels, by: 'nothing', limit: 0 }),
      [
        expect.stringMatching(/^argument 1: metric must be one of requests, /),
        expect.stringMatching(/^argument 2: by /),
        expect.stringMatching(/^argument 2: limit /),
      ],
    ],
    [
      'what cannot be computed',
      json({ ...requests, timespan: { type: 'moving', value: 'all' }, compare: 'previous' }),
      ['argument 1: compare needs a timespan with a start'],
    ],
    ['nothing', [], ['a descriptor is missing; `memex query --help` has examples']],
    ['too many', Array(51).fill('{}'), ['at most 50 descriptors can be asked at once, not 51']],
    ['two formats', ['--json', '--csv', '{}'], ['only one of --json and --csv can be given']],
    ['a missing file', ['--file', 'none.json'], ['--file none.json cannot be read: it does not exist']],
    ['a key for nobody', ['--api-key-file', 'key', '{}'], ['--api-key-file needs --url']],
    [
      'a wrong address',
      ['--url', 'ftp://x', JSON.stringify(requests)],
      [expect.stringMatching(/^--url must be an address/)],
    ],
    [
      'a missing key',
      ['--url', 'http://x', '--api-key-file', 'none', JSON.stringify(requests)],
      ['--api-key-file none cannot be read: it does not exist'],
    ],
  ])('that gives %s', async (_, args, lines) => {
    const { exit, stdout, stderr } = await inStore(args);
    const printed = stderr
      .trimEnd()
      .split('\n')
      .map((line) => line.replace(/^memex: /, ''));
    expect({ exit, stdout, printed }).toEqual({ exit: 2, stdout: '', printed: lines });
  });

  test('with the issues that a server finds, where the argument is', async () => {
    const uncomputable = { ...requests, timespan: { type: 'moving', value: 'all' }, compare: 'previous' };
    const { exit, stderr } = await onServer(json(requests, uncomputable));
    expect({ exit, stderr }).toEqual({
      exit: 2,
      stderr: 'memex: argument 2: compare needs a timespan with a start\n',
    });
  });

  test('of a list, with the place in the list', async () => {
    const bad = await inStore(['-'], {}, '[\n {},\n]');
    expect(bad).toMatchObject({
      exit: 2,
      stderr: 'memex: standard input must be JSON: line 3, column 1: a value must follow the comma\n',
    });
    const wrong = await inStore(['-'], {}, JSON.stringify([requests, { ...requests, metric: 'x' }]));
    expect(wrong.stderr).toMatch(/^memex: standard input: \[1\]\.metric must be one of/);
  });

  test('where there is no store, and none is made', async () => {
    await using folder = await temporaryFolder();
    const path = join(folder.path, 'none');
    const stderr = `memex: there is no store at ${path} (STORE_PATH)\n`;
    expect(await inStore(json(requests), { STORE_PATH: path })).toEqual({ exit: 1, stdout: '', stderr });
    expect((await inStore(json(requests), { STORE: 'memory' })).exit).toBe(2);
  });

  test('where nobody listens, somebody else does, or the server sends elsewhere', async () => {
    const key = { WS_APIKEY: 'KeyOfApp1' };
    const ask = (target: string) => ended(runMemex(['query', '--url', target, ...json(requests)], key));
    expect(await ask('http://127.0.0.1:9')).toMatchObject({
      exit: 1,
      stderr: expect.stringContaining('memex: http://127.0.0.1:9/analytics/query cannot be reached: '),
    });
    const other = createServer((request, response) => {
      if (request.url?.startsWith('/moved') === true)
        response.writeHead(307, { Location: '/analytics/query' });
      response.end('hello');
    });
    onTestFinished(() => void other.close());
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as AddressInfo;
    const at = `http://127.0.0.1:${port}`;
    expect((await ask(at)).stderr).toBe(`memex: ${at}/analytics/query does not answer as Memex does\n`);
    expect((await ask(`${at}/moved/`)).stderr).toBe(`memex: ${at}/moved/analytics/query answers 307\n`);
  });

  test('and its help has examples and no key', async () => {
    const { exit, stdout } = await inStore(['--help'], { WS_APIKEY: 'KeyOfApp1' });
    expect(exit).toBe(0);
    for (const text of ['Examples', '--url <url>', '--api-key-file <file>', '--safe-cells', "memex query '{"])
      expect(stdout).toContain(text);
    expect(stdout).not.toContain('KeyOfApp1');
  });
});
