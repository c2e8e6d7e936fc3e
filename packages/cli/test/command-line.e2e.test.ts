import { describe, expect, test } from 'vitest';
import { VARIABLES } from '../src/config/variables.js';
import { runMemex } from './memex-process.js';

describe('the command line', () => {
  test('--help lists commands and variables at once', async () => {
    const started = performance.now();
    await using memex = runMemex(['--help']);
    expect(await memex.exit).toBe(0);
    console.info(`memex --help took ${Math.round(performance.now() - started)} ms`);
    for (const word of ['serve', 'check', ...Object.keys(VARIABLES)])
      expect(memex.printed.stdout).toContain(word);
    expect(memex.printed.stderr).toBe('');
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

  test('--version prints the version', async () => {
    await using memex = runMemex(['--version']);
    expect(await memex.exit).toBe(0);
    expect(memex.printed.stdout).toMatch(/^memex\/\d+\.\d+\.\d+ /);
  });

  test.each([
    [[], 'a command is missing'],
    [['sreve'], 'there is no command `sreve`'],
    [['serve', '--prot', '80'], 'Unknown option `--prot`'],
    [['worker', '--port', '80'], 'Unknown option `--port`'],
    [['serve', 'now'], 'Unused args: `now`'],
    [['serve', '--port'], 'option `--port <value>` value is missing'],
  ])('%j is rejected in one line', async (args, reason) => {
    await using memex = runMemex(args);
    expect(await memex.exit).toBe(2);
    expect(memex.printed.stderr).toBe(`memex: ${reason}; \`memex --help\` lists commands and options\n`);
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
