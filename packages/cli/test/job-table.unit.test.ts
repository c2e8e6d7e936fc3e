import { DeadJob, decode } from '@memex/core/model';
import { describe, expect, test } from 'vitest';
import type { DescribedJob } from '../src/jobs/described-jobs.js';
import { jobTable } from '../src/jobs/job-table.js';
import { namedJobs, shortIds } from '../src/jobs/short-ids.js';
import { CliError } from '../src/terminal/cli-error.js';

const DIED = '2026-11-27T03:00:00Z';
const NOW = Date.parse('2026-11-27T03:42:10Z');

describe('the table of dead jobs', () => {
  const jobs = [
    job('update-analytic:0190a1b2-0000-7000-8000-0123456789ab', {
      project: 'my-bot',
      what: 'user.active',
      reason: 'the platform answers\n401 to each request, and has done so since yesterday',
    }),
    job('update-analytic:0190a1b2-0000-7000-8000-0123456789ac', {
      project: 'a-project-with-a-very-long-name',
      what: '90-percentile of content.score.of.everything',
      reason: 'an escape \u001b[2J',
    }),
    job('apply-retention', { what: 'retention', reason: 'no' }),
  ];

  test('has a row for each, whole where no terminal shows it', () => {
    expect(jobTable(jobs, NOW, undefined)).toEqual([
      'id               project                          what                                             age  attempts  reason',
      '456789ab         my-bot                           user.active                                   42 min         3  the platform answers 401 to each request, and has done so since yesterday',
      '456789ac         a-project-with-a-very-long-name  90-percentile of content.score.of.everything  42 min         3  an escape \\u001b[2J',
      'apply-retention  -                                retention                                     42 min         3  no',
    ]);
  });

  test('fits a terminal', () => {
    expect(jobTable(jobs.slice(0, 2), NOW, 80)).toEqual([
      'id        project       what                 age  attempts  reason',
      '456789ab  my-bot        user.active       42 min         3  the platform answer…',
      '456789ac  a-project-w…  90-percentile o…  42 min         3  an escape \\u001b[2J',
    ]);
    for (const width of [40, 60, 80, 120, 200])
      for (const line of jobTable(jobs, NOW, width)) expect(line.length).toBeLessThanOrEqual(width);
  });
});

describe('short ids', () => {
  test('are as long as it takes to tell them from others', () => {
    const ids = ['one:aaaaaaaa12345678', 'two:bbbbbbbb12345678', 'three:cccccccccccccccc', 'four'];
    const short = shortIds(ids.map((id) => job(id)));
    expect(short).toEqual(['aaaa12345678', 'bbbb12345678', 'cccccccc', 'four']);
    for (const [index, name] of short.entries()) expect(named([name], ids).found).toEqual([ids[index]]);
  });

  test('of the same ends are shown whole', () => {
    const ids = ['a', 'b'].map((start) => `${start}${'x'.repeat(40)}`);
    expect(shortIds(ids.map((id) => job(id)))).toEqual(ids);
  });

  test('name jobs, each once, and tell those that name none', () => {
    const ids = ['update-analytic:gone', 'apply-retention'];
    const { found, unknown } = named(['gone', 'tic:gone', 'etention', 'lost', 'one', ''], ids);
    expect(found).toEqual(ids);
    expect(unknown).toEqual(['lost', 'one', '']);
  });

  test('of which one is a whole id mean that one', () => {
    expect(named(['gone'], ['update-analytic:gone', 'gone']).found).toEqual(['gone']);
  });

  test('that are the end of several are refused, with the candidates', () => {
    const ids = Array.from({ length: 12 }, (_, index) => `job-${index}-gone`);
    expect(linesOf(() => named(['gone'], ids))).toEqual([
      '12 dead jobs end in `gone`; write more of the id:',
      ...ids.slice(0, 10).map((id) => `  ${id}`),
      '  and 2 more',
    ]);
  });
});

function job(id: string, more: Partial<DescribedJob> = {}): DescribedJob {
  const dead = decode(DeadJob, {
    id,
    work: null,
    attempts: 3,
    reason: 'it fails',
    publicReason: null,
    diedAt: DIED,
  });
  return { ...dead, project: null, what: 'analytic', ...more };
}

function named(
  names: readonly string[],
  ids: readonly string[],
): { readonly found: readonly string[]; readonly unknown: readonly string[] } {
  const { jobs, unknown } = namedJobs(
    names,
    ids.map((id) => job(id)),
  );
  return { found: jobs.map(({ id }) => id), unknown };
}

function linesOf(call: () => unknown): readonly string[] {
  try {
    call();
  } catch (error) {
    if (error instanceof CliError) return error.lines;
    throw error;
  }
  throw new Error('it was not refused');
}
