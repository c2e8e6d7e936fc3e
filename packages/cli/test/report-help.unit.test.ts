import { describe, expect, test } from 'vitest';
import { optionsHelp } from '../src/options/help.js';
import type { OptionRow } from '../src/options/option.js';
import { COMMANDS } from './report-commands.js';

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

  test('lists every option with its flag and its variable', () => {
    for (const { long, short, variables } of Object.values<OptionRow>(table)) {
      expect(help).toContain(`--${long[0]}`);
      if (short !== undefined) expect(help).toMatch(new RegExp(`-${short} `));
      if (variables !== undefined) expect(help).toContain(variables[0]);
    }
  });
});
