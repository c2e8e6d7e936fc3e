import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Settings } from '../src/config/config.js';
import { PICTURES } from '../src/report/pictures.js';
import { type MemexProcess, post, runMemex, serveMemex, temporaryFolder } from './memex-process.js';
import { linesOf, startReportSite } from './report-site.js';

const ENGLISH = { LC_ALL: 'en_GB.UTF-8', TIME_ZONE: 'Europe/Rome' };
const MARCH = { type: 'fixed', start: '2026-03-01T00:00:00+01:00', end: '2026-03-03T23:59:59.999999+01:00' };
const about = { project: 'app', timespan: MARCH };
const requests = { ...about, type: 'count', dimension: 'message', metric: 'requests' };
const channels = { ...about, type: 'segmentation', dimension: 'message', metric: 'all', by: 'channel' };
const scores = { ...about, type: 'aggregation', field: 'metadata.score', aggregation: 'percentiles' };

let store: Settings;

beforeAll(async () => {
  const folder = await temporaryFolder();
  store = { ...ENGLISH, STORE_PATH: join(folder.path, 'data') };
  await using memex = serveMemex({ ...store, STORE: 'embedded' });
  const sent = Array.from({ length: 9 }, (_, index) => ({
    type: 'request',
    messageId: `m${index}`,
    channel: ['WEB', '<b>bold</b>', 'SMS'][index % 3],
    userId: `u${index % 4}`,
    project: 'app',
    timestamp: `2026-03-0${1 + (index % 3)}T10:15:00Z`,
    content: { type: 'text', value: 'x' },
    metadata: { score: index / 2 },
  }));
  expect((await post(await memex.url(), JSON.stringify(sent))).status).toBe(201);
  return folder[Symbol.asyncDispose];
}, 30_000);

type Printed = MemexProcess['printed'] & { readonly exit: number | null };

async function query(args: readonly string[], folder: string): Promise<Printed> {
  const memex = runMemex(['query', ...args], store, folder);
  const exit = await memex.exit;
  return { exit, ...memex.printed };
}

const json = (...descriptors: readonly unknown[]): readonly string[] =>
  descriptors.map((descriptor) => JSON.stringify(descriptor));

function textsOf(svg: string): readonly string[] {
  return [...svg.matchAll(/<text\b[^>]*>([^<]*)<\/text>/g)].map(([, text = '']) =>
    text.replaceAll('\u2009', ' '),
  );
}

describe('memex query --picture', () => {
  test('draws what it prints', async () => {
    await using folder = await temporaryFolder();
    const plain = await query(json(channels), folder.path);
    const drawn = await query(['--picture', 'a.svg', ...json(channels)], folder.path);
    expect(drawn).toEqual(plain);
    expect(drawn.exit).toBe(0);
    const texts = textsOf(await readFile(join(folder.path, 'a.svg'), 'utf8'));
    expect(texts).toEqual(
      expect.arrayContaining([
        'message.all by channel, project app',
        '1 – 3 Mar 2026, Europe/Rome',
        'WEB',
        '&lt;b&gt;bold&lt;/b&gt;',
        'SMS',
      ]),
    );
    expect(texts.filter((text) => text === '3')).toHaveLength(3);
  });

  test('draws several results into files with numbers', async () => {
    await using folder = await temporaryFolder();
    const asked = json(requests, { ...requests, interval: 'day', compare: 'previous' }, scores);
    expect(await query(['--csv', '--picture', 'a.b.svg', ...asked], folder.path)).toMatchObject({
      exit: 0,
      stderr: '',
    });
    expect(await readdir(folder.path)).toEqual(['a.b-1.svg', 'a.b-2.svg', 'a.b-3.svg']);
    const read = async (number: number) =>
      textsOf(await readFile(join(folder.path, `a.b-${number}.svg`), 'utf8'));
    expect(await read(1)).toContain('9');
    expect(await read(2)).toEqual(expect.arrayContaining(['1 Mar', '2 Mar', '3 Mar', 'current', 'previous']));
    expect(await read(3)).toEqual(expect.arrayContaining(['50.0', '2', '99.0']));
  });

  test('prints one alone on stdout', async () => {
    await using folder = await temporaryFolder();
    for (const args of [
      ['--picture', '-', ...json(requests)],
      [...json(requests), '--picture', '-'],
    ]) {
      const { exit, stdout } = await query(args, folder.path);
      expect(exit).toBe(0);
      expect(stdout).toMatch(/^<svg role="img" .*<\/svg>\n?$/s);
    }
  });

  test.each<[string, readonly string[], string]>([
    [
      'another ending',
      ['--picture', 'a.png', ...json(requests)],
      '--picture a.png must end in .svg, or be - for stdout',
    ],
    [
      'several on stdout',
      ['--picture', '-', ...json(requests, scores)],
      '--picture - draws one descriptor only: name a file, and each gets one with a number',
    ],
    [
      'two things on stdout',
      ['--picture', '-', '--csv', ...json(requests)],
      '--picture - needs stdout for itself: leave out --json and --csv, or name a file',
    ],
  ])('refuses %s', async (_, args, line) => {
    await using folder = await temporaryFolder();
    expect(await query(args, folder.path)).toEqual({ exit: 2, stdout: '', stderr: `memex: ${line}\n` });
    expect(await readdir(folder.path)).toEqual([]);
  });

  test('fails where no file can be written, and prints nothing', async () => {
    await using folder = await temporaryFolder();
    const { exit, stdout, stderr } = await query(['--picture', 'none/a.svg', ...json(requests)], folder.path);
    expect({ exit, stdout }).toEqual({ exit: 1, stdout: '' });
    expect(stderr).toMatch(/^memex: .*none\/a\.svg.*its folder does not exist\n$/);
  });
});

describe('memex analytics --pictures', () => {
  const WINDOW = ['-ai', 'app', '-s', '2023-11-14', '-e', '2023-11-16T00:00:00+01:00'];

  test('draws every number of the table', async () => {
    await using site = await startReportSite();
    await using run = site.run(['analytics', ...WINDOW, '-af', 'a.csv', '--pictures', 'drawn/here'], ENGLISH);
    expect(await run.exit, run.printed.stderr).toBe(0);
    const table = linesOf((await readFile(join(site.folder, 'a.csv'), 'utf8')).replaceAll('\r', ''));
    const rows = table.slice(table.indexOf('metric,count,description') + 1).map((line) => line.split(','));
    expect(rows.map(([metric]) => metric).toSorted()).toEqual(
      PICTURES.flatMap(({ metrics }) => metrics).toSorted(),
    );
    for (const { file, metrics } of PICTURES) {
      const texts = textsOf(await readFile(join(site.folder, 'drawn/here', file), 'utf8'));
      expect(texts).toContain('2023-11-14 00:00:00 to 2023-11-16 00:00:00+01:00');
      const counts = metrics.map((metric) => Number(rows.find(([name]) => name === metric)?.[1]));
      expect(texts).toEqual(
        expect.arrayContaining([
          ...metrics.map((metric) => metric.replace("'", '&#39;')),
          ...counts.map((count) => count.toLocaleString('en-GB')),
        ]),
      );
    }
    expect(run.printed.stderr).toMatch(/wrote a\.csv \(22 rows\), drawn\/here\/users\.svg, .* in /);
  });

  test('needs no table', async () => {
    await using site = await startReportSite();
    await using run = site.run(['analytics', ...WINDOW, '--pictures=.', '--json', '--quiet']);
    expect(await run.exit, run.printed.stderr).toBe(0);
    expect(await readdir(site.folder)).toEqual(['messages.svg', 'questions.svg', 'users.svg']);
    expect(JSON.parse(run.printed.stdout)).toMatchObject({
      files: [{ path: 'users.svg' }, { path: 'messages.svg' }, { path: 'questions.svg' }],
      counts: { analytics: 6 },
    });
  });

  test('leaves the old pictures when it fails', async () => {
    await using site = await startReportSite();
    await mkdir(join(site.folder, 'drawn'));
    await writeFile(join(site.folder, 'drawn', 'users.svg'), 'old');
    site.platform.faults.push({ path: /./, status: 401 });
    await using run = site.run(['analytics', ...WINDOW, '--pictures', 'drawn']);
    expect(await run.exit).toBe(1);
    expect(await readdir(join(site.folder, 'drawn'))).toEqual(['users.svg']);
    expect(await readFile(join(site.folder, 'drawn', 'users.svg'), 'utf8')).toBe('old');
  });

  test('says which folder cannot be made', async () => {
    await using site = await startReportSite();
    await writeFile(join(site.folder, 'file'), '');
    await using run = site.run(['analytics', ...WINDOW, '--pictures', 'file/drawn']);
    expect(await run.exit).toBe(1);
    expect(run.printed.stderr).toMatch(/the folder file\/drawn/);
  });
});
