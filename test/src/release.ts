import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const RELEASES = fileURLToPath(new URL('../releases', import.meta.url));

/** A release that is installed. */
export interface Release {
  readonly version: string;
  /** Its command line. */
  readonly program: string;
}

/**
 * Installs the last release from its tarballs, as npm would install it from its registry: into a folder, or once for all of the gate below that of
 * `MEMEX_PACKED`.
 */
export async function installLastRelease(own: string): Promise<Release> {
  const { MEMEX_PACKED } = process.env;
  const folder = MEMEX_PACKED === undefined ? own : join(MEMEX_PACKED, 'last-release');
  const [version, ...others] = (await readdir(RELEASES)).filter((name) => /^\d/.test(name));
  if (version === undefined || others.length > 0) throw new Error(`${RELEASES} must have one release`);
  const release = { version, program: join(folder, 'node_modules/@memex/cli/bin/memex.js') };
  if (existsSync(release.program)) return release;
  await mkdir(folder, { recursive: true });
  const tarballs = (await readdir(join(RELEASES, version))).filter((name) => name.endsWith('.tgz'));
  const packages = Object.fromEntries(
    tarballs.map((file) => [
      file.replace(/^memex-(.+)-\d.*$/, '@memex/$1'),
      `file:${join(RELEASES, version, file)}`,
    ]),
  );
  const manifest = { private: true, dependencies: packages, overrides: packages };
  await writeFile(join(folder, 'package.json'), JSON.stringify(manifest));
  const options = ['--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error'];
  await promisify(execFile)('npm', ['install', ...options], { cwd: folder });
  return release;
}
