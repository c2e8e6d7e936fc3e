import { describe, expect, test } from 'vitest';
import { COMMANDS } from '../src/commands/table.js';
import { VARIABLES } from '../src/config/variables.js';
import { commandPage } from '../src/help/command-page.js';
import { REPORTS } from '../src/report/names.js';
import { runMemex } from './memex-process.js';

describe('the command line', () => {
  test.each([['--help'], ['help'], ['-h']])('%s lists all commands on one screen', async (asked) => {
    await using memex = runMemex([asked]);
    expect(await memex.exit).toBe(0);
    for (const { name } of [...COMMANDS, ...REPORTS]) expect(memex.printed.stdout).toMatch(lineOf(name));
    expectOneScreen(memex.printed.stdout);
    expect(memex.printed.stderr).toBe('');
  });

  test('help env lists every variable', async () => {
    await using memex = runMemex(['help', 'env']);
    expect(await memex.exit).toBe(0);
    for (const name of Object.keys(VARIABLES)) expect(memex.printed.stdout).toMatch(lineOf(name));
    expect(widthOf(memex.printed.stdout)).toBeLessThanOrEqual(80);
  });

  test.each(COMMANDS)('$name --help fits one screen, and has two examples', async (command) => {
    const page = commandPage(command);
    expectOneScreen(page);
    for (const example of command.examples) expect(page).toContain(`\n  ${example}\n`);
    for (const option of Object.keys(command.options ?? {})) expect(page).toContain(`\n  ${option} `);
    await using memex = runMemex(['help', command.name]);
    expect(await memex.exit).toBe(0);
    expect(memex.printed.stdout).toBe(page);
  });

  test.each([
    ['serve', ['--host', '--port', '--store-path', '--beat-cron', '--log-level'], ['--folder', '--from']],
    ['worker', ['--store-path', '--concurrency', '--log-level'], ['--port', '--beat-cron']],
    ['migrate', ['--dry-run', '--folder', '--log-level'], ['--port', '--store']],
  ])('%s --help lists only its own options', async (command, options, others) => {
    await using memex = runMemex([command, '--help']);
    expect(await memex.exit).toBe(0);
    for (const option of options) expect(memex.printed.stdout).toContain(`${option} `);
    for (const option of others) expect(memex.printed.stdout).not.toContain(`${option} `);
  });

  test.each([['--version'], ['version'], ['-v']])('%s prints the version', async (asked) => {
    await using memex = runMemex([asked]);
    expect(await memex.exit).toBe(0);
    expect(memex.printed.stdout).toMatch(/^memex\/\d+\.\d+\.\d+ /);
  });

  test.each([
    [[], 'a command is missing; `memex help` lists the commands'],
    [['sreve'], 'there is no command `sreve`; did you mean `serve`?; `memex help` lists the commands'],
    [
      ['help', 'sreve'],
      'there is no command `sreve`; did you mean `serve`?; `memex help` lists the commands',
    ],
    [['conquer'], 'there is no command `conquer`; `memex help` lists the commands'],
    [
      ['serve', '--prot', '80'],
      '`memex serve` has no option `--prot`; did you mean `--port`?; see `memex help serve`',
    ],
    [['worker', '--port', '80'], '`memex worker` has no option `--port`; see `memex help worker`'],
    [['serve', 'now'], '`memex serve` has no use for `now`; see `memex help serve`'],
    [['serve', '--port'], '`--port` needs a value; see `memex help serve`'],
    [['backup'], '`memex backup` needs <file>; see `memex help backup`'],
    [['migrate', 'all'], 'there is no `memex migrate all`, only `status`'],
    [['migrate', '--app-ids', 'no.json'], 'MIGRATION_APP_IDS no.json cannot be read: it does not exist'],
    [['backup', ''], 'an argument must not be empty; see `memex help backup`'],
    [['export', 'logs', '-o', ''], '`-o` must not be empty; see `memex help export`'],
    [['import', '--project=', 'a.csv'], '`--project` must not be empty; see `memex help import`'],
    [
      ['erase', '4711', '--project', 'a', '--project=b'],
      '`--project` can be given only once; see `memex help erase`',
    ],
    [
      ['erase', '-4711'],
      '`memex erase` has no option `-4711`; an argument that begins with a dash goes behind `--`; see `memex help erase`',
    ],
    [['erase', '4711', '-o', 'x'], '`memex erase` has no option `-o`; see `memex help erase`'],
    [['erase', '4711', '--dry-run=no'], '`--dry-run` takes no value; see `memex help erase`'],
    [
      ['erase', '4711', '--no-verify'],
      '`memex erase` has no option `--no-verify`; did you mean `--verify`?; see `memex help erase`',
    ],
    [
      ['erase', '4711', '--project.x', 'a'],
      '`memex erase` has no option `--project.x`; did you mean `--project`?; see `memex help erase`',
    ],
    [
      ['erase', '--verify', '--', '4711', '-4712'],
      '`memex erase` has no use for `-4712`; see `memex help erase`',
    ],
    [
      ['erase', 'a\n'],
      '<user> must be a string of 1 to 512 characters without control characters, not "a\\n"',
    ],
    [
      ['unsuppress', 'a\n'],
      '<user> must be a string of 1 to 512 characters without control characters, not "a\\n"',
    ],
    [
      ['receipts', '--user', 'a\n'],
      '--user must be a string of 1 to 512 characters without control characters, not "a\\n"',
    ],
    [
      ['export', 'logs', '-o', 'x', '--project', 'a\n'],
      '--project must be a string of 1 to 512 characters without control characters, not "a\\n"',
    ],
    [
      ['export', 'user', 'a\n', '-o', 'x'],
      'the ID of the user must be a string of 1 to 512 characters without control characters, not "a\\n"',
    ],
    [
      ['import', 'x.csv', '--project', 'a\n'],
      '--project must be a string of 1 to 512 characters without control characters, not "a\\n"',
    ],
    [
      ['export', 'logs', '-o', '-', '--from', '7'],
      '--from must be a time, such as 2026-11-20 or 2026-11-20T10:15:00+01:00, not "7"',
    ],
  ])('%j is rejected in one line', async (args, reason) => {
    await using memex = runMemex(args);
    expect(await memex.exit).toBe(2);
    expect(memex.printed.stderr).toBe(`memex: ${reason}\n`);
  });

  test('an invalid configuration is rejected with one line per issue', async () => {
    await using memex = runMemex(['serve', '--log-level', 'loud'], {
      WS_PORT: 'http',
      EL_PORT: 'es',
      STORE: 'mongo',
    });
    expect(await memex.exit).toBe(2);
    const lines = memex.printed.stderr.trimEnd().split('\n');
    expect(lines.map((line) => line.split(' ')[1])).toEqual(['WS_PORT', 'STORE', 'EL_PORT', '--log-level']);
  });
});

function lineOf(name: string): RegExp {
  return new RegExp(`^ {2}${name} `, 'm');
}

function widthOf(page: string): number {
  return Math.max(...page.split('\n').map((line) => line.length));
}

/** A terminal of 80 columns and 24 lines. */
function expectOneScreen(page: string): void {
  expect(widthOf(page), page).toBeLessThanOrEqual(80);
  expect(page.trimEnd().split('\n').length, page).toBeLessThanOrEqual(24);
}
