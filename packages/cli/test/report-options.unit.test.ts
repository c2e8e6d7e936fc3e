import { describe, expect, test } from 'vitest';
import { optionsHelp } from '../src/options/help.js';
import type { OptionRow } from '../src/options/option.js';
import { Refusal } from '../src/refusal.js';
import { command as analytics } from '../src/report/analytics.js';
import { command as appsUsage } from '../src/report/apps-usage.js';
import { command as idEmail } from '../src/report/id-email.js';
import type { ReportCommand } from '../src/report/report-command.js';

const COMMANDS = { analytics, 'id-email': idEmail, 'apps-usage': appsUsage } as const;

/** What the old scripts needed at least. */
const NEEDED = {
  analytics: { APIKEY: 'key', APP_ID: 'app', TIME_RANGE: '7D', ANALYTIC_FILE: 'needed.csv' },
  'id-email': { APIKEY: 'key', APP_ID: 'app', FILE: 'needed.csv' },
  'apps-usage': { APIKEY: 'key', APP_IDS: 'app', OUTPUT_FILE: 'needed.csv' },
} as const;

type Name = keyof typeof COMMANDS;

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

function read(name: Name, argv: readonly string[], environment: NodeJS.ProcessEnv = {}) {
  const command: ReportCommand = COMMANDS[name];
  return command.prepare(argv, environment).options as Readonly<Record<string, unknown>>;
}

function linesOf(
  name: Name,
  argv: readonly string[],
  environment: NodeJS.ProcessEnv = {},
): readonly string[] {
  try {
    read(name, argv, environment);
    return [];
  } catch (error) {
    if (error instanceof Refusal && error.exitCode === 2) return error.lines;
    throw error;
  }
}

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

describe('every spelling of the old scripts is read', () => {
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

  test('a fixed window, in all its spellings', () => {
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

  test('as argparse reads them: one letter and its value together, and the beginning of a long name', () => {
    expect(read('analytics', ['-r30D', '--message', 'm.json'], NEEDED.analytics)).toMatchObject({
      range: '30D',
      messageFile: 'm.json',
    });
  });

  test('a flag wins over its variable, the last of two flags counts, and the newer of two variables', () => {
    const environment = { ...NEEDED['apps-usage'], SURVEY_ID: 'older', SURVEY_IDS: 'newer' };
    expect(read('apps-usage', [], environment)).toMatchObject({ surveyIds: ['newer'] });
    expect(read('apps-usage', ['-si', 'a', '--survey-ids=b'], environment)).toMatchObject({
      surveyIds: ['b'],
    });
    expect(read('analytics', ['-ai', 'flag'], NEEDED.analytics)).toMatchObject({ appId: 'flag' });
  });

  test('what is passed on empty counts as not given', () => {
    const empty = { START_TIME: '', ILOG_ID: '' };
    expect(read('analytics', ['--end', '', '-si='], { ...NEEDED.analytics, ...empty })).toMatchObject({
      start: null,
      end: null,
      ilogId: null,
      surveyId: null,
    });
  });

  test('what is not given has its default', () => {
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

describe('what is wrong is told all at once, with the flag, the variable and what is allowed', () => {
  test('what is missing', () => {
    expect(linesOf('analytics', [])).toEqual([
      '--apikey (APIKEY) is required',
      '--app-id (APP_ID) is required',
      '--range (TIME_RANGE), or --start (START_TIME) and --end (END_TIME) together, must be given',
      'at least one file must be asked for: --analytic-file (ANALYTIC_FILE), --question-file (QUESTION_FILE), --user-file (USER_FILE), --task-file (TASK_FILE), --message-file (MESSAGE_FILE), --profile-file (PROFILE_FILE)',
    ]);
    expect(linesOf('id-email', [])).toEqual([
      '--apikey (APIKEY) is required',
      '--app-id (APP_ID) is required',
      '--file (FILE) is required',
    ]);
    expect(linesOf('apps-usage', [])).toEqual([
      '--apikey (APIKEY) is required',
      '--app-ids (APP_IDS) is required',
      '--output (OUTPUT_FILE, USER_FILE) is required',
    ]);
  });

  test('values that are not allowed', () => {
    const argv = ['-r', '7X', '-af', 'a.txt', '--question-file', 'q', '--time-zone', 'Mars', '-i', 'ftp://x'];
    expect(linesOf('analytics', argv, { APIKEY: 'key', APP_ID: 'app' })).toEqual([
      '--instance (INSTANCE) must be an address that begins with https:// or http://, without user, password, ? and #',
      '--time-zone (TIME_ZONE) must be the IANA name of a time zone, such as Europe/Rome, not "Mars"',
      '--analytic-file (ANALYTIC_FILE) must be a file that ends in .csv or .tsv, or - for stdout, not "a.txt"',
      '--question-file (QUESTION_FILE) must be a file that ends in .csv or .tsv, or - for stdout, not "q"',
      '--range (TIME_RANGE) must be <n>D, <n>W, <n>M or <n>Y with n from 1 to 9999, TODAY, or ALL, not "7X"',
    ]);
    expect(linesOf('apps-usage', ['-u', 'a.csv;b.xls', '-ai', ' ; '], NEEDED['apps-usage'])).toEqual([
      '--app-ids (APP_IDS) must be ids of applications, separated by ;, not " ; "',
      '--updates (USER_UPDATES_DUMPS, USER_UPDATES_DUMP) must be files that end in .csv or .tsv, separated by ;, not "a.csv;b.xls"',
    ]);
  });

  test.each([
    [['-s', '2021-11-30'], '--end (END_TIME) must be given where --start (START_TIME) is'],
    [['-e', '2021-11-30'], '--start (START_TIME) must be given where --end (END_TIME) is'],
    [
      ['-s', '2021-11-30', '-e', '30/11/2021'],
      '--end (END_TIME) must be a date, or a date and time, in ISO 8601',
    ],
    [['-s', '2021-12-01', '-e', '2021-11-30'], '--start (START_TIME) must not be after'],
  ])('a window such as %j', (argv, line) => {
    expect(linesOf('analytics', argv, NEEDED.analytics)).toEqual([expect.stringContaining(line)]);
  });

  test('spellings, and which option may be meant', () => {
    const argv = ['--analytics_file', 'a.csv', '--s', 'x', '-z', '--quiet=yes', 'rest', '-af', '--json'];
    expect(linesOf('analytics', argv, NEEDED.analytics)).toEqual([
      'there is no option --analytics_file',
      'there is a value that belongs to no option',
      '--s may be --survey-id or --start or --safe-cells',
      'there is a value that belongs to no option',
      'there is no option -z',
      '--quiet takes no value',
      'there is a value that belongs to no option',
      '-af (ANALYTIC_FILE) needs a value: -af FILE',
    ]);
  });

  test('a flag without its value once', () => {
    const { TIME_RANGE: _, ANALYTIC_FILE: __, ...needed } = NEEDED.analytics;
    expect(linesOf('analytics', ['-a', '-r', '-af'], { ...needed, APIKEY: '' })).toEqual([
      '-a (APIKEY) needs a value: -a KEY',
      '-r (TIME_RANGE) needs a value: -r RANGE',
      '-af (ANALYTIC_FILE) needs a value: -af FILE',
    ]);
  });

  test('a window that ends before it starts, naming both flags', () => {
    const argv = ['-s', '2026-11-02', '-e', '2026-11-01'];
    expect(linesOf('analytics', argv, NEEDED.analytics)).toEqual([
      '--start (START_TIME) must not be after --end (END_TIME)',
    ]);
  });

  test('an address of the platform to which no path can be appended', () => {
    for (const address of ['https://platform.example?a=b', 'https://platform.example/dev#x'])
      expect(linesOf('analytics', ['-i', address], NEEDED.analytics)).toEqual([
        '--instance (INSTANCE) must be an address that begins with https:// or http://, without user, password, ? and #',
      ]);
  });

  test('two files that are one, and two for stdout', () => {
    const argv = ['-af', './x.csv', '-uf', 'x.csv', '-mf', '-', '-qf', '-', '--json'];
    expect(linesOf('analytics', argv, NEEDED.analytics)).toEqual([
      'only one of --question-file (QUESTION_FILE), --message-file (MESSAGE_FILE), --json may go to stdout',
      '--user-file (USER_FILE) must be another file than those before it',
    ]);
  });

  test('and never a key', () => {
    const key = 'Key0Of1The2Test3';
    const argvs = [
      ['-a', `${key} ${key}`],
      [`-a${key} x`],
      [`--apikei=${key}`],
      [`-x${key}`],
      [key],
      ['-a', 'x', key],
      ['-i', `https://user:${key}@platform.example`],
    ];
    for (const argv of argvs) {
      const lines = linesOf('analytics', argv);
      expect(lines.length).toBeGreaterThan(0);
      expect(lines.join('\n')).not.toContain(key);
    }
  });
});

describe.each(Object.entries(COMMANDS))('the help of memex %s', (name, { table, examples }) => {
  const help = optionsHelp({ name, purpose: 'It does something.', examples }, table);

  test('fits a screen, and shows two examples', () => {
    const lines = help.trimEnd().split('\n');
    expect(lines.length).toBeGreaterThanOrEqual(20);
    expect(lines.length).toBeLessThanOrEqual(40);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80);
    expect(examples).toHaveLength(2);
    for (const example of examples) expect(help).toContain(`  ${example}\n`);
  });

  test('has every option, with its flag and its variable', () => {
    for (const { long, short, variables } of Object.values<OptionRow>(table)) {
      expect(help).toContain(`--${long[0]}`);
      if (short !== undefined) expect(help).toMatch(new RegExp(`-${short} `));
      if (variables !== undefined) expect(help).toContain(variables[0]);
    }
  });
});
