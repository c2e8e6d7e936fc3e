// The packages as npm would give them to somebody: packed, and installed from their tarballs.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { packageFolders } from './files.mjs';

/**
 * Packs every package into a folder, or once for all of the gate into that of `MEMEX_PACKED`: the name, the entry points, and the tarball of each.
 */
export function packAll(folder) {
  const target = resolve(process.env.MEMEX_PACKED ?? folder);
  const listed = join(target, 'packed.json');
  if (!existsSync(listed)) {
    const options = ['--filter', './packages/*', '--json', '--pack-destination', target];
    writeFileSync(listed, run('pnpm', ['--recursive', 'pack', ...options], '.'));
  }
  const tarballs = new Map(
    JSON.parse(readFileSync(listed, 'utf8')).map(({ name, filename }) => [name, filename]),
  );
  return packageFolders().map((source) => {
    const { name, exports = {} } = JSON.parse(readFileSync(`${source}/package.json`, 'utf8'));
    const entries = Object.keys(exports).filter((entry) => entry !== './package.json');
    return { name, entries, tarball: tarballs.get(name) };
  });
}

/** Installs all of them into an empty folder with npm. */
export function installPacked(packed, folder) {
  const dependencies = Object.fromEntries(packed.map(({ name, tarball }) => [name, `file:${tarball}`]));
  writeFileSync(
    join(folder, 'package.json'),
    JSON.stringify({ private: true, type: 'module', dependencies }),
  );
  run('npm', ['install', '--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error'], folder);
}

function run(command, args, cwd) {
  return execFileSync(command, args, {
    cwd,
    encoding: 'utf8',
    maxBuffer: 64 * 1_048_576,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}
