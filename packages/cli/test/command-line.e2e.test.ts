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
