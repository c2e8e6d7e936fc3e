import { describe, expect, test } from 'vitest';
import { COMMANDS } from '../src/commands/table.js';
import { ALL_OPTIONS, knownOptions } from '../src/help/known-options.js';
import { markArguments, unmarkArgument, unmarkValue } from '../src/options/marked.js';

const known = new Map([
  ['--to', { name: 'to', needsValue: true }],
  ['-o', { name: 'output', needsValue: true }],
  ['--output', { name: 'output', needsValue: true }],
  ['--json', { name: 'json', needsValue: false }],
]);

describe('each part of a command line is read as it was written', () => {
  test.each(['007', '1e3', '0x10', '', ' ', '-', 'true', '=', '=x', 'a=b'])('the value %j', (value) => {
    const marked = `--to==${value}`;
    expect(unmarkValue(marked.slice('--to='.length))).toBe(value);
    expect(markArguments([`--to=${value}`], known).options).toEqual([marked]);
    expect(markArguments(['--to', value], known).options).toEqual([marked]);
  });

  test.each(['007', '1e3', '', '-', '=', '=x', '-4711', '--json', '--'])('the argument %j', (argument) => {
    const { args, options } = markArguments(['--json', '--', argument], known);
    expect(args.map(unmarkArgument)).toEqual([argument]);
    expect(args.every((one) => one === '-' || !one.startsWith('-') || one === '=-')).toBe(true);
    expect(options).toEqual(['--json==']);
  });

  test('a switch leaves the next argument alone', () => {
    expect(markArguments(['a', '--json', '7', '-o', 'b'], known)).toEqual({
      args: ['a', '7'],
      options: ['--json==', '--output==b'],
      spellings: new Map([
        ['json', '--json'],
        ['output', '-o'],
      ]),
      unknown: [],
    });
  });

  test('an option without its value stands alone', () => {
    expect(markArguments(['--to', '--json'], known).options).toEqual(['--to', '--json==']);
    expect(markArguments(['--to'], known).options).toEqual(['--to']);
    expect(markArguments(['--to', '--', '-x'], known).options).toEqual(['--to']);
  });

  test('what no command has is told as it was written', () => {
    const argv = ['--no-json', '--to.x', '1', '--__proto__=2', '-t', '---to', '-json'];
    expect(markArguments(argv, known).unknown).toEqual([
      '--no-json',
      '--to.x',
      '--__proto__',
      '-t',
      '---to',
      '-json',
    ]);
  });

  test('an option that several commands have is the same in each', () => {
    for (const command of COMMANDS)
      for (const [spelling, option] of knownOptions(command))
        expect(ALL_OPTIONS.get(spelling), `${command.name} ${spelling}`).toEqual(option);
  });
});
