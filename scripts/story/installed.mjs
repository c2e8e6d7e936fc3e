import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** What `npm install --global @memex/cli` must not bring along, and the setting that needs it. */
const OPTIONAL = [
  { name: '@memex/adapter-es', environment: { EL_HOST: 'http://localhost:1' } },
  { name: '@memex/adapter-queue', environment: { BROKER_URL: 'redis://localhost:1' } },
  { name: '@sentry/node', environment: { SENTRY_DSN: 'https://key@localhost/1' } },
];

/** How much was installed with a package, itself included. */
export function megabytesOf(folder) {
  return Number.parseInt(execFileSync('du', ['-sm', '--apparent-size', folder], { encoding: 'utf8' }), 10);
}

/** Packages that are not installed must be named, with how to install them, where a setting needs them. @returns What is wrong. */
export function optionalIssues(folder) {
  return OPTIONAL.flatMap(({ name, environment }) => {
    if (existsSync(join(folder, 'node_modules', name))) return [`${name} is installed with it`];
    const { status, stderr } = spawnSync(
      process.execPath,
      [join(folder, 'bin/memex.js'), 'serve', '--port', '0'],
      { encoding: 'utf8', env: { PATH: process.env.PATH, ...environment }, timeout: 30_000 },
    );
    return status === 2 && stderr.includes(`npm install ${name}@`)
      ? []
      : [`without ${name}, memex serve must say how to install it; it ended with ${status}: ${stderr}`];
  });
}
