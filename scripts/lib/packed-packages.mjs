// The packages as npm would give them to somebody: packed, and installed from their tarballs. The gate does it once for all of its steps, in the folder
// `MEMEX_PACKED`; elsewhere it is a new one, which is removed in the end.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packageFolders } from './files.mjs';

/** Packs every package: its name, its entry points, and its tarball. */
export function packAll() {
  const folder = packedFolder();
  const listed = join(folder, 'packed.json');
  if (!existsSync(listed)) {
    const options = ['--filter', './packages/*', '--json', '--pack-destination', folder];
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

/** Installs all of them with npm. @returns The folder that has them. */
export function installPacked(packed) {
  const folder = packedFolder();
  if (existsSync(join(folder, 'node_modules'))) return folder;
  const dependencies = Object.fromEntries(packed.map(({ name, tarball }) => [name, `file:${tarball}`]));
  writeFileSync(
    join(folder, 'package.json'),
    JSON.stringify({ private: true, type: 'module', dependencies }),
  );
  run('npm', ['install', '--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error'], folder);
  return folder;
}

let own;

function packedFolder() {
  if (process.env.MEMEX_PACKED !== undefined) return process.env.MEMEX_PACKED;
  if (own === undefined) {
    own = mkdtempSync(join(tmpdir(), 'memex-packed-'));
    process.on('exit', () => rmSync(own, { recursive: true, force: true }));
  }
  return own;
}

function run(command, args, cwd) {
  return execFileSync(command, args, {
    cwd,
    encoding: 'utf8',
    maxBuffer: 64 * 1_048_576,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}
