// A folder in which the packages are installed as they would be for a user of them.
import { existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { packageFolders } from '../lib/files.mjs';

/** What examples import besides Memex. */
const OTHERS = ['@types/node', '@types/koa', '@types/koa-mount', 'koa', 'koa-mount', 'vitest'];

/** What npx would run, without the seconds that it takes to find out. */
const NPX = `#!/bin/sh
[ "$1" = @memex/cli ] || { echo "npx $1 is not at hand" >&2; exit 1; }
shift
exec memex "$@"
`;

/** Where packages were installed from their tarballs; without it, those of the repository are tried. */
const { MEMEX_INSTALLED } = process.env;

/** Puts `node_modules` into a folder, with the command `memex`, and the packages as links. */
export function installInto(folder) {
  const installed = join(folder, 'node_modules');
  writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }\n');
  const folders = packageFolders();
  for (const one of folders) link(packageAt(one), join(installed, scoped(one)));
  for (const name of OTHERS) {
    const found = ['.', 'test', ...folders].map((one) => join(one, 'node_modules', name)).find(existsSync);
    if (found === undefined) throw new Error(`${name} is not installed`);
    link(found, join(installed, name));
  }
  link(join(packageAt('packages/cli'), 'bin/memex.js'), join(installed, '.bin/memex'));
  writeFileSync(join(installed, '.bin/npx'), NPX, { mode: 0o755 });
}

function packageAt(folder) {
  return MEMEX_INSTALLED === undefined ? folder : join(MEMEX_INSTALLED, 'node_modules', scoped(folder));
}

function scoped(folder) {
  return folder.replace('packages/', '@memex/');
}

function link(target, path) {
  mkdirSync(dirname(path), { recursive: true });
  symlinkSync(resolve(target), path);
}
