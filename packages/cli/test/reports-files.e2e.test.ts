import { spawnSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { relayTo } from '@memex/test-services';
import { describe, expect, test } from 'vitest';
import { post, serveMemex } from './memex-process.js';
import { ALL_FILES, linesOf, MESSAGES, startReportSite } from './report-site.js';

const HAS_PYTHON = spawnSync('python3', ['--version']).status === 0;
const withPython = `${HAS_PYTHON ? '' : ' (skipped: there is no python3)'}`;

/** The rows of a table as Python's csv module reads them, and a document as its json module does. */
function readWithPython(folder: string, name: string): unknown {
  const program = `
import csv, json, sys
name = sys.argv[1]
if name.endswith("json"):
    result = json.load(open(name, encoding="utf-8"))
else:
    delimiter = "\\t" if name.endswith("tsv") else ","
    rows = open(name, encoding="utf-8", newline="").read().replace("\\0", "NUL").splitlines(True)
    result = list(csv.reader(rows, delimiter=delimiter))
print(json.dumps(result))`;
  const { status, stdout, stderr } = spawnSync('python3', ['-c', program, name], {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}

const HEADING = [
  ['app id', 'app'],
  ['from', '2023-11-14 00:00:00'],
  ['to', '2023-11-16 00:00:00+01:00'],
];

describe('memex analytics', () => {
  test.skipIf(!HAS_PYTHON)(`writes six files that Python reads back${withPython}`, async () => {
    await using site = await startReportSite();
    await using run = site.run(['analytics', ...ALL_FILES]);
    expect(await run.exit, run.printed.stderr).toBe(0);
    const read = (name: string) => readWithPython(site.folder, name);
    expect(read('a.csv')).toEqual([
      ...HEADING,
      [],
      ['metric', 'count', 'description'],
      ...Array(17).fill(expect.any(Array)),
    ]);
    expect((read('q.csv') as string[][]).slice(0, 8)).toEqual([
      ...HEADING,
      ['total questions', '122'],
      [],
      ['question', 'answer'],
      ['café?', 'yes 👍'],
      ['no answer', ''],
    ]);
    expect(read('u.tsv')).toEqual([
      ...HEADING,
      ['total users', '5'],
      [],
      'name surname email,gender,incentive cohort,ilog,survey,questions,answers,first activity,last activity'
        .replaceAll(' email', ',email')
        .replace('name surname', 'name,surname')
        .split(','),
      ...[
        [
          'Zoë',
          'O"Neil, the\r\n=first|',
          'zoe@example.org',
          'female',
          'incentives and badges',
          'yes',
          'no',
          '121',
          '0',
        ],
        ['', '', '', 'other', '', 'no', 'yes', '1', '1'],
        ['', '', '', '', '', 'no', 'yes', '0', '0'],
        ['', '', '', '', '', 'no', 'no', '0', '0'],
        ['\tعمر', 'nulNULl', '', 'non_binary', '', 'no', 'no', '0', '0'],
      ].map((row, user) => [
        ...row,
        ...(user < 2 ? ['2023-11-14 22:13:20', '2023-11-14 22:13:20.110000'] : ['', '']),
      ]),
    ]);
    expect((read('t.json') as unknown[])[0]).toMatchObject({
      id: 't1',
      goal: { name: 'café?', description: ':smile:' },
    });
    expect(read('m.json')).toEqual(
      MESSAGES.map(({ messageId, metadata }) =>
        expect.objectContaining({ messageId, metadata: { ...metadata, question: 'café' } }),
      ),
    );
    expect((read('p.json') as { email: unknown }[]).map(({ email }) => email)).toEqual([
      'zoe@example.org',
      null,
      null,
    ]);
    const { 't.json': tasks = '', 'm.json': messages = '' } = await site.files();
    expect(tasks).toContain('"id": 9007199254740993');
    expect(messages).toContain('"small": 1e-07');
  });

  test('writes the same with a Memex as with the Python service as its logger, and leaves nothing in the logger', async () => {
    await using site = await startReportSite();
    await using python = site.run(['analytics', ...ALL_FILES]);
    expect(await python.exit, python.printed.stderr).toBe(0);
    const { 'a.csv': _, ...expected } = await site.files();

    await using memex = serveMemex();
    const url = await memex.url();
    expect((await post(url, JSON.stringify(MESSAGES))).status).toBe(201);
    site.platform.logger = relayTo(url);
    await using run = site.run(['analytics', ...ALL_FILES]);
    expect(await run.exit, run.printed.stderr).toBe(0);
    const { 'a.csv': analytics, ...files } = await site.files();
    expect(files).toEqual(expected);
    expect(analytics).toContain('\r\ntotal users,2,');
    expect(analytics).toContain('\r\ntotal messages,2300,');
    expect(analytics).toContain('\r\nanswers,1,');
    expect(await (await fetch(`${url}/analytics?project=app`)).json()).toEqual([]);
  });

  test('fetches only what the requested files need', async () => {
    await using site = await startReportSite();
    await using run = site.run(['analytics', '-ai', 'app', '-r', 'ALL', '-tf', 't.json']);
    expect(await run.exit, run.printed.stderr).toBe(0);
    expect(new Set(site.platform.calls.map((call) => call.replace(/\?.*/, '')))).toEqual(
      new Set(['GET /prod/task_manager/tasks']),
    );
    expect(Object.keys(await site.files())).toEqual(['t.json']);
  });

  test('writes nothing but the file to stdout', async () => {
    await using site = await startReportSite();
    await using run = site.run(['analytics', ...ALL_FILES.slice(0, 10), '-mf', '-']);
    expect(await run.exit, run.printed.stderr).toBe(0);
    expect(JSON.parse(run.printed.stdout)).toHaveLength(MESSAGES.length);
    expect(await site.files()).toEqual({});
  });

  test('with --safe-cells, writes nothing that a spreadsheet would run', async () => {
    await using site = await startReportSite();
    await using run = site.run(['analytics', ...ALL_FILES.slice(0, 10), '-uf', 'u.csv', '--safe-cells']);
    expect(await run.exit, run.printed.stderr).toBe(0);
    expect((await site.files())['u.csv']).toContain("\r\n'\tعمر,");
  });

  test('writes files without rows if it finds nothing', async () => {
    await using site = await startReportSite();
    const args = ['-ai', 'app', '-s', '1999-01-01', '-e', '1999-01-02', ...ALL_FILES.slice(10)];
    await using run = site.run(['analytics', ...args]);
    expect(await run.exit, run.printed.stderr).toBe(0);
    const files = await site.files();
    expect([files['t.json'], files['m.json'], files['p.json']]).toEqual(['[]', '[]', '[]']);
    expect(files['u.tsv']).toContain('\r\ntotal users\t0\r\n\r\nname\t');
  });
});

describe('memex id-email', () => {
  test('writes the ids and addresses of an application, at any time or in a window', async () => {
    await using site = await startReportSite();
    await using run = site.run(['id-email', '-ai', 'app', '--file=f.csv']);
    expect(await run.exit, run.printed.stderr).toBe(0);
    expect((await site.files())['f.csv']).toBe(
      'app id,app\r\ntotal users,5\r\n\r\nid,email\r\nzoe,zoe@example.org\r\nben,\r\ngone,\r\nbad,\r\nعمر,\r\n',
    );
    const window = { START_TIME: '2023-11-14T22:13:21', END_TIME: '2023-11-14T22:13:21' };
    await using other = site.run(['id-email', '-ai', 'app', '-f', 'f.tsv'], window);
    expect(await other.exit, other.printed.stderr).toBe(0);
    expect((await site.files())['f.tsv']).toBe(
      'app id\tapp\r\nfrom\t2023-11-14 22:13:21\r\nto\t2023-11-14 22:13:21\r\ntotal users\t1\r\n\r\nid\temail\r\nben\t\r\n',
    );
  });
});

describe('memex apps-usage', () => {
  test('writes who uses which application, from the services and the dumps', async () => {
    await using site = await startReportSite();
    await writeFile(
      join(site.folder, 'updates.csv'),
      'wenet_id,last_update\nzoe,2023-11-15 10:00:00.5+00:00\n',
    );
    await writeFile(
      join(site.folder, 'failures.tsv'),
      'failure_datetime\twenet_id\n15 November 2023 10:20\tben\n',
    );
    const args = [
      '-ai',
      'app;bot 2',
      '-ii',
      'ilog',
      '-si',
      'survey',
      '-u',
      'updates.csv',
      '-f',
      'failures.tsv',
    ];
    await using run = site.run(['apps-usage', ...args, '-o', 'o.csv', '-pf', 'p.json']);
    expect(await run.exit, run.printed.stderr).toBe(0);
    const { 'o.csv': table = '', 'p.json': profiles = '' } = await site.files();
    expect(table.split('\r\n').slice(0, 3)).toEqual([
      'total users,5',
      '',
      'email,registered to survey,completed survey,chatbot,ilog',
    ]);
    expect(table).toContain('\r\nzoe@example.org,yes,yes,"The app;Bot, too",yes\r\n');
    expect(profiles).toContain('"appId": "app;bot 2"');
    expect(profiles).not.toContain('zoe@example.org');
    expect(profiles).not.toContain('Zoë');
  });

  test('fails with the file and the line if a date in a dump is invalid', async () => {
    await using site = await startReportSite();
    await writeFile(join(site.folder, 'u.csv'), 'wenet_id,last_update\nzoe,2023-11-15\nben,soon\n');
    await using run = site.run(['apps-usage', '-ai', 'app', '-u', 'u.csv', '-o', 'o.csv']);
    expect(await run.exit).toBe(1);
    expect(linesOf(run.printed.stderr)).toEqual([expect.stringMatching(/^memex: u\.csv:3 /)]);
    expect(Object.keys(await site.files())).toEqual(['u.csv']);
  });

  test('fails with one line if a dump does not exist', async () => {
    await using site = await startReportSite();
    await using run = site.run(['apps-usage', '-ai', 'app', '-f', 'none.csv', '-o', 'o.csv']);
    expect(await run.exit).toBe(1);
    expect(linesOf(run.printed.stderr)).toEqual(['memex: the file none.csv does not exist']);
  });
});
