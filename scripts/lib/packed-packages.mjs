// The packages as npm would give them to somebody: packed, and installed from their tarballs.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { packageFolders } from './files.mjs';

/** Packs every package into a folder: its name, its entry points, and its tarball. */
export function packAll(folder) {
  return packageFolders().map((source) => {
    const [{ filename }] = [
      JSON.parse(run('pnpm', ['pack', '--json', '--pack-destination', folder], source)),
    ].flat();
    const { name, exports = {} } = JSON.parse(readFileSync(`${source}/package.json`, 'utf8'));
    const entries = Object.keys(exports).filter((entry) => entry !== './package.json');
    return { name, entries, tarball: resolve(folder, filename) };
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
  return execFileSync(command, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
}
