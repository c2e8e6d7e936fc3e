import { describe, expect, test } from 'vitest';
import type { OptionRow } from '../src/options/option.js';
import { COMMANDS, type Name, NEEDED, readReport as read } from './report-commands.js';

interface Spelling {
  readonly short: string;
  readonly long: string;
  readonly variable: string;
  /** The name of the option here. */
  readonly option: string;
  readonly text: string;
  /** What the text is read as; itself where absent. */
  readonly value?: unknown;
}

/** By the name of an old script: its flags in both spellings, their variables, and a value for each. */
const OLD: Readonly<Record<Name, readonly (readonly [string, string, string, string, string, unknown?])[]>> =
  {
    analytics: [
      ['-i', '--instance', 'INSTANCE', 'instance', 'https://x.example/prod'],
      ['-a', '--apikey', 'APIKEY', 'apiKey', 'k=1'],
      ['-r', '--range', 'TIME_RANGE', 'range', '30D'],
      ['-af', '--analytic_file', 'ANALYTIC_FILE', 'analyticFile', './a b.csv'],
      ['-qf', '--question_file', 'QUESTION_FILE', 'questionFile', 'q.tsv'],
      ['-uf', '--user_file', 'USER_FILE', 'userFile', 'u.tsv'],
      ['-tf', '--task_file', 'TASK_FILE', 'taskFile', 't.json'],
      ['-mf', '--message_file', 'MESSAGE_FILE', 'messageFile', 'm.json'],
      ['-pf', '--profile_file', 'PROFILE_FILE', 'profileFile', 'p'],
      ['-ai', '--app_id', 'APP_ID', 'appId', '0012'],
      ['-ii', '--ilog_id', 'ILOG_ID', 'ilogId', '1e5'],
      ['-si', '--survey_id', 'SURVEY_ID', 'surveyId', 'so=me'],
    ],
    'id-email': [
      ['-f', '--file', 'FILE', 'file', 'f.csv'],
      ['-ai', '--app_id', 'APP_ID', 'appId', 'x'],
      ['-r', '--range', 'TIME_RANGE', 'range', 'ALL'],
    ],
    'apps-usage': [
      ['-o', '--output', 'OUTPUT_FILE', 'userFile', 'o.csv'],
      ['-uf', '--user_file', 'USER_FILE', 'userFile', 'o.csv'],
      ['-ai', '--app_ids', 'APP_IDS', 'appIds', 'a;b', ['a', 'b']],
      ['-ii', '--ilog_id', 'ILOG_ID', 'ilogId', 'i'],
      ['-si', '--survey_id', 'SURVEY_ID', 'surveyIds', 's', ['s']],
      ['-si', '--survey_ids', 'SURVEY_IDS', 'surveyIds', 's; t;', ['s', 't']],
      ['-u', '--updates', 'USER_UPDATES_DUMP', 'updates', 'a.csv', ['a.csv']],
      ['-u', '--updates', 'USER_UPDATES_DUMPS', 'updates', 'a.csv;b.tsv', ['a.csv', 'b.tsv']],
      ['-f', '--failures', 'USER_FAILURES_DUMP', 'failures', 'a.csv', ['a.csv']],
      ['-f', '--failures', 'USER_FAILURES_DUMPS', 'failures', 'a.csv;b.tsv', ['a.csv', 'b.tsv']],
      ['-pf', '--profile_file', 'PROFILE_FILE', 'profileFile', 'p.json'],
    ],
  };

const CASES = Object.keys(COMMANDS)
  .filter(isName)
  .flatMap((name) =>
    OLD[name].map(([short, long, variable, option, text, value = text]): [string, Name, Spelling] => [
      `${name}: ${short} ${long} ${variable}`,
      name,
      { short, long, variable, option, text, value },
    ]),
  );

function isName(name: string): name is Name {
  return name in COMMANDS;
}

describe('every spelling of the old scripts is accepted', () => {
  test.each(CASES)('%s', (_, name, { short, long, variable, option, text, value }) => {
    const needed = NEEDED[name];
    const hyphens = long.replaceAll('_', '-');
    for (const argv of [
      [short, text],
      [`${short}=${text}`],
      [long, text],
      [`${long}=${text}`],
      [hyphens, text],
      [`${hyphens}=${text}`],
    ])
      expect(read(name, argv, needed)[option], argv.join(' ')).toEqual(value);
    const row: OptionRow | undefined = COMMANDS[name].table[option];
    const others = Object.entries(needed).filter(([one]) => row?.variables?.includes(one) !== true);
    expect(read(name, [], { ...Object.fromEntries(others), [variable]: text })[option], variable).toEqual(
      value,
    );
  });

  test('a fixed window is read in all its spellings', () => {
    const [start, end] = ['2021-11-30', '2021-12-01T10:00:00+01:00'];
    for (const argv of [
      ['-s', start, '-e', end],
      ['--start', start, `--end=${end}`],
      [`-s=${start}`, `-e=${end}`],
    ])
      expect(read('analytics', argv, NEEDED.analytics)).toMatchObject({ start, end });
    const window = { START_TIME: start, END_TIME: end };
    expect(read('analytics', [], { ...NEEDED.analytics, ...window })).toMatchObject({ start, end });
    expect(read('analytics', ['-e', '2021-12-02'], { ...NEEDED.analytics, ...window })).toMatchObject({
      end: '2021-12-02',
    });
  });

  test('like argparse, it accepts a letter with an attached value, and prefixes of long names', () => {
    expect(read('analytics', ['-r30D', '--message', 'm.json'], NEEDED.analytics)).toMatchObject({
      range: '30D',
      messageFile: 'm.json',
    });
  });

  test('a flag overrides its variable, the last flag counts, and the newer variable counts', () => {
    const environment = { ...NEEDED['apps-usage'], SURVEY_ID: 'older', SURVEY_IDS: 'newer' };
    expect(read('apps-usage', [], environment)).toMatchObject({ surveyIds: ['newer'] });
    expect(read('apps-usage', ['-si', 'a', '--survey-ids=b'], environment)).toMatchObject({
      surveyIds: ['b'],
    });
    expect(read('analytics', ['-ai', 'flag'], NEEDED.analytics)).toMatchObject({ appId: 'flag' });
  });

  test('an empty value counts as not given', () => {
    const empty = { START_TIME: '', ILOG_ID: '' };
    expect(read('analytics', ['--end', '', '-si='], { ...NEEDED.analytics, ...empty })).toMatchObject({
      start: null,
      end: null,
      ilogId: null,
      surveyId: null,
    });
  });

  test('an option that is not given has its default', () => {
    expect(read('analytics', [], NEEDED.analytics)).toMatchObject({
      instance: 'https://wenet.u-hopper.com/dev',
      zone: 'UTC',
      quiet: false,
      json: false,
      safeCells: false,
    });
    expect(read('id-email', ['--quiet', '--json', '--safe-cells'], NEEDED['id-email'])).toMatchObject({
      range: null,
      quiet: true,
      json: true,
      safeCells: true,
    });
  });
});
