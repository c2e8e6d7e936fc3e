import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ALL_FILES, linesOf, PRIVATE, startReportSite } from './report-site.js';

const OLD = { 'a.csv': 'old a', 'm.json': 'old m' } as const;

/** The files of a run in which nothing goes wrong. */
async function soundFiles(): Promise<Readonly<Record<string, string>>> {
  await using site = await startReportSite();
  await using run = site.run(['analytics', '--quiet', ...ALL_FILES]);
  expect(await run.exit, run.printed.stderr).toBe(0);
  return site.files();
}

// Most of the time they wait: for a service, or until a call is made again.
describe.concurrent('a report is right', async () => {
  const sound = await soundFiles();

  test.each([
    ['a platform that is slow', { path: /./, delay: 40 }],
    [
      'a service that is busy and says when to come back',
      { path: /./, status: 429, headers: { 'retry-after': '1' }, times: 3 },
    ],
    ['services that are down for a moment', { path: /profiles|tasks|messages/, status: 503, times: 4 }],
    ['a gateway that finds nobody for a moment', { path: /user|Cohorts/, status: 502, times: 2 }],
    [
      'connections that break before an answer',
      { path: /\/(profiles|tasks|messages)/, hangUp: true, times: 3 },
    ],
    [
      'connections that break in the middle of an answer',
      { path: /\/(profiles|tasks|user)/, cutOff: true, times: 3 },
    ],
  ] as const)('with %s', async (_, fault) => {
    await using site = await startReportSite();
    site.platform.faults.push(fault);
    await using run = site.run(['analytics', '--quiet', ...ALL_FILES]);
    expect(await run.exit, run.printed.stderr).toBe(0);
    expect(await site.files()).toEqual(sound);
    expect(site.python.analytics.size).toBe(0);
  });

  test('with pages that are shorter than requested', async () => {
    await using site = await startReportSite();
    site.platform.pageLimit = 7;
    await using run = site.run(['analytics', '--quiet', ...ALL_FILES]);
    expect(await run.exit, run.printed.stderr).toBe(0);
    expect(await site.files()).toEqual(sound);
  });

  test('with services that limit their rate', async () => {
    await using site = await startReportSite();
    site.platform.rateLimit = { calls: 12, millis: 150 };
    await using run = site.run([
      'analytics',
      '--quiet',
      ...ALL_FILES.slice(0, 10),
      '-uf',
      'u.tsv',
      '-pf',
      'p.json',
    ]);
    expect(await run.exit, run.printed.stderr).toBe(0);
    expect((await site.files())['p.json']).toBe(sound['p.json']);
  });
});

describe.concurrent('a report fails with one line, and keeps the old files, if', () => {
  test.each([
    [
      'a service fails',
      { path: /\/tasks/, status: 500, body: 'Zoë' },
      'memex: the task manager is unavailable: it answered GET /tasks with status 500',
    ],
    [
      'a service stays down',
      { path: /app\/app\/user/, status: 503, body: 'Zoë' },
      'memex: the hub is unavailable: it answered GET /data/app/app/user with status 503',
    ],
    [
      'connections keep breaking',
      { path: /Cohorts/, hangUp: true },
      'memex: the incentive server is unavailable: GET /api/UsersCohorts/ got no answer (ECONNRESET)',
    ],
    [
      'the key is refused',
      { path: /messages/, status: 403, body: 'Zoë may not' },
      'memex: the logger answered GET /messages with status 403',
    ],
    [
      'there is no such application',
      { path: /app\/app/, status: 404, body: 'Zoë' },
      'memex: what GET /data/app/app/user asks the hub for does not exist (status 404)',
    ],
    [
      'an answer is no JSON',
      { path: /\/tasks/, body: '<html>Zoë' },
      'memex: the task manager answered GET /tasks with a body that is not JSON',
    ],
    [
      'an answer breaks its shape',
      { path: /Cohorts/, body: '[{"app_id": "app", "user_id": "zoe", "cohort": "Zoë"}]' },
      'memex: the incentive server answered GET /api/UsersCohorts/ with a body in which [0].cohort must be a number, not a string',
    ],
    [
      'a page of messages breaks its shape',
      { path: /messages/, body: '[{"type": "request", "messageId": 5, "userId": "Zoë"}]' },
      'memex: the logger answered GET /messages with a body in which [0].messageId must be',
    ],
    [
      'the logger does not compute',
      { path: /compute/, status: 500 },
      'memex: the logger is unavailable: it answered POST /analytic/compute with status 500',
    ],
  ] as const)('%s', async (_, fault, line) => {
    await using site = await startReportSite();
    for (const [name, content] of Object.entries(OLD)) await writeFile(join(site.folder, name), content);
    site.platform.faults.push(fault);
    await using run = site.run(['analytics', '--quiet', ...ALL_FILES]);
    expect(await run.exit).toBe(1);
    expect(linesOf(run.printed.stderr)).toEqual([expect.stringContaining(line)]);
    expect(run.printed.stdout).toBe('');
    expect(await site.files()).toEqual(OLD);
    expect(site.python.analytics.size).toBe(0);
    for (const text of PRIVATE) expect(run.printed.stderr).not.toContain(text);
  });

  test('no service responds', async () => {
    await using site = await startReportSite();
    await site.platform.stop();
    await using run = site.run(['analytics', '--quiet', ...ALL_FILES]);
    expect(await run.exit).toBe(1);
    expect(linesOf(run.printed.stderr)).toEqual([
      expect.stringMatching(/^memex: the .* is unavailable: GET .*ECONNREFUSED/),
    ]);
    expect(await site.files()).toEqual({});
  });

  test('the key is wrong', async () => {
    await using site = await startReportSite();
    await using run = site.run(['analytics', '--quiet', ...ALL_FILES, '-a', `${PRIVATE[0]}x`]);
    expect(await run.exit).toBe(1);
    expect(linesOf(run.printed.stderr)).toEqual([
      expect.stringMatching(/^memex: the .* answered \w+ \S+ with status 401$/),
    ]);
    expect(run.printed.stderr).not.toContain(PRIVATE[0]);
    expect(await site.files()).toEqual({});
  });

  test('a file cannot be written, before it calls any service', async () => {
    await using site = await startReportSite();
    await using run = site.run(['analytics', '--quiet', ...ALL_FILES, '-qf', 'no/such/q.csv']);
    expect(await run.exit).toBe(1);
    expect(linesOf(run.printed.stderr)).toEqual([
      'memex: the file no/such/q.csv is unavailable: it cannot be written: its folder does not exist',
    ]);
    expect(site.platform.calls).toEqual([]);
    expect(await site.files()).toEqual({});
  });

  test('the command line is invalid, before it calls any service', async () => {
    await using site = await startReportSite();
    await using run = site.run(['analytics', '-af', 'a.xls'], { APIKEY: '' });
    expect(await run.exit).toBe(2);
    expect(linesOf(run.printed.stderr)).toHaveLength(4);
    expect(run.printed.stderr).toContain(
      'memex: --analytic-file (ANALYTIC_FILE) must be a file that ends in',
    );
    expect(site.platform.calls).toEqual([]);
  });
});
