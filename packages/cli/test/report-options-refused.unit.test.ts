import { describe, expect, test } from 'vitest';
import { linesOf, NEEDED } from './report-commands.js';

describe('all issues are reported at once, with flag, variable and allowed values', () => {
  test('missing options are reported', () => {
    expect(linesOf('analytics', [])).toEqual([
      '--apikey (APIKEY) is required',
      '--app-id (APP_ID) is required',
      '--range (TIME_RANGE), or --start (START_TIME) and --end (END_TIME) together, must be given',
      'at least one file must be asked for: --analytic-file (ANALYTIC_FILE), --question-file (QUESTION_FILE), --user-file (USER_FILE), --task-file (TASK_FILE), --message-file (MESSAGE_FILE), --profile-file (PROFILE_FILE), --pictures (PICTURES)',
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

  test('invalid values are reported', () => {
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
  ])('an invalid window is reported: %j', (argv, line) => {
    expect(linesOf('analytics', argv, NEEDED.analytics)).toEqual([expect.stringContaining(line)]);
  });

  test('unknown and ambiguous flags are reported, with the possible options', () => {
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

  test('a flag without its value is reported once', () => {
    const { TIME_RANGE: _, ANALYTIC_FILE: __, ...needed } = NEEDED.analytics;
    expect(linesOf('analytics', ['-a', '-r', '-af'], { ...needed, APIKEY: '' })).toEqual([
      '-a (APIKEY) needs a value: -a KEY',
      '-r (TIME_RANGE) needs a value: -r RANGE',
      '-af (ANALYTIC_FILE) needs a value: -af FILE',
    ]);
  });

  test('a window that ends before it starts is reported with both flags', () => {
    const argv = ['-s', '2026-11-02', '-e', '2026-11-01'];
    expect(linesOf('analytics', argv, NEEDED.analytics)).toEqual([
      '--start (START_TIME) must not be after --end (END_TIME)',
    ]);
  });

  test('a platform URL to which no path can be appended is reported', () => {
    for (const address of ['https://platform.example?a=b', 'https://platform.example/dev#x'])
      expect(linesOf('analytics', ['-i', address], NEEDED.analytics)).toEqual([
        '--instance (INSTANCE) must be an address that begins with https:// or http://, without user, password, ? and #',
      ]);
  });

  test('two outputs to the same file or to stdout are reported', () => {
    const argv = ['-af', './x.csv', '-uf', 'x.csv', '-mf', '-', '-qf', '-', '--json'];
    expect(linesOf('analytics', argv, NEEDED.analytics)).toEqual([
      'only one of --question-file (QUESTION_FILE), --message-file (MESSAGE_FILE), --json may go to stdout',
      '--user-file (USER_FILE) must be another file than those before it',
    ]);
  });

  test('a key is never shown', () => {
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
