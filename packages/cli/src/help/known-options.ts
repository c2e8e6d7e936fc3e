import { COMMANDS, type Command } from '../commands/table.js';
import { settingOptionsOf } from '../config/setting-options.js';
import type { KnownOption } from '../options/marked.js';

/** The options of a command by spelling, dashes included: `-o` and `--output` are one. */
export function knownOptions({ name, options = {} }: Command): ReadonlyMap<string, KnownOption> {
  const own = Object.keys(options).flatMap((option) => {
    const spellings = option.replace(/ *<.*/, '').split(', ');
    const long = spellings.at(-1)?.slice(2) ?? '';
    return spellings.map((spelling) => [spelling, { name: long, needsValue: option.includes('<') }] as const);
  });
  const settings = settingOptionsOf(name).map(
    ({ option: { flag } }) => [`--${flag}`, { name: flag, needsValue: true }] as const,
  );
  return new Map([...own, ...settings]);
}

/** The options of all commands. One that several have needs a value in each, or in none. */
export const ALL_OPTIONS: ReadonlyMap<string, KnownOption> = new Map(
  COMMANDS.flatMap((command) => [...knownOptions(command)]),
);
