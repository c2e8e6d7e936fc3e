import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { packageFolders } from './files.mjs';

const RELEASES = 'test/releases';

/**
 * Keeps the tarballs of the current version in place of those of the version before: the test of upgrades installs them beside what comes next. Does
 * nothing if they are there.
 */
export function keepRelease() {
  const { version } = JSON.parse(readFileSync('packages/cli/package.json', 'utf8'));
  const kept = join(RELEASES, version);
  if (existsSync(kept)) return;
  for (const name of readdirSync(RELEASES).filter((name) => /^\d/.test(name)))
    rmSync(join(RELEASES, name), { recursive: true });
  mkdirSync(kept);
  for (const folder of packageFolders())
    execFileSync('pnpm', ['pack', '--pack-destination', resolve(kept)], {
      cwd: folder,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
  console.log(`kept the tarballs in ${kept}: commit them`);
}
