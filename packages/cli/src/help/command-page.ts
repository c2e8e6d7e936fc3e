import type { Command } from '../commands/table.js';
import { settingOptionsOf } from '../config/setting-options.js';
import { VARIABLES } from '../config/variables.js';
import { aligned, pageOf } from './layout.js';

/** What a command does, its options with their defaults and variables, and two examples. */
export function commandPage({ name, usage = name, help, more, options = {}, examples }: Command): string {
  const settings = settingOptionsOf(name).map(
    ({ variable, option: { flag, value, meaning } }) =>
      [`--${flag} <${value}>`, `${meaning} [${defaultOf(variable)}${variable}]`] as const,
  );
  return pageOf([
    `memex ${usage} [options]`,
    help,
    ...(more === undefined ? [] : [more]),
    '',
    ...aligned([...Object.entries(options), ...settings]),
    '',
    'Examples (`memex help env` tells the other settings):',
    ...examples.map((line) => `  ${line}`),
  ]);
}

/** Every variable with its meaning and default. */
export function environmentPage(): string {
  const rows = Object.entries(VARIABLES).map(
    ([name, { fallback, meaning }]) =>
      [name, fallback === null ? meaning : `${meaning} (default: ${fallback})`] as const,
  );
  return pageOf(['Variables, of which an option overrides its own:', '', ...aligned(rows)]);
}

const DEFAULTS: ReadonlyMap<string, unknown> = new Map(
  Object.entries(VARIABLES).map(([name, { fallback }]) => [name, fallback]),
);

function defaultOf(variable: string): string {
  const fallback = DEFAULTS.get(variable) ?? null;
  return fallback === null ? '' : `${fallback}; `;
}
