import { aligned, pageOf } from './layout.js';

/** All commands, a line each. */
export function overviewPage(commands: readonly { readonly name: string; readonly help: string }[]): string {
  return pageOf([
    'memex <command> [options]',
    '',
    ...aligned(commands.map(({ name, help }) => [name, help])),
    '',
    '`memex help <command>` tells its options, `memex help env` all variables.',
  ]);
}
