import { execFileSync, spawnSync } from 'node:child_process';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const MAX_MEGABYTES = 60;

/** What `npx @memex/cli` must not bring along, and the setting that needs it. */
const OPTIONAL = [
  { name: '@memex/adapter-es', environment: { EL_HOST: 'http://localhost:1' } },
  { name: '@memex/adapter-queue', environment: { BROKER_URL: 'redis://localhost:1' } },
  { name: '@sentry/node', environment: { SENTRY_DSN: 'https://key@localhost/1' } },
];

/**
 * Installs the command line alone, as `npx @memex/cli` does.
 *
 * @param packed - Name and tarball of every package.
 * @returns The issues that were found.
 */
export function npxIssues(packed, folder) {
  const tarballs = Object.fromEntries(packed.map(({ name, tarball }) => [name, `file:${tarball}`]));
  const manifest = {
    private: true,
    dependencies: { '@memex/cli': tarballs['@memex/cli'] },
    overrides: tarballs,
  };
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
  const start = performance.now();
  execFileSync('npm', ['install', '--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const seconds = Math.round((performance.now() - start) / 1_000);
  const megabytes = Number.parseInt(
    execFileSync('du', ['-sm', '--apparent-size', 'node_modules'], { cwd: folder, encoding: 'utf8' }),
    10,
  );
  console.log(`npx @memex/cli: ${megabytes} MB in ${seconds} s`);
  return [
    ...(megabytes <= MAX_MEGABYTES
      ? []
      : [`npx @memex/cli takes ${megabytes} MB, more than ${MAX_MEGABYTES}`]),
    ...OPTIONAL.flatMap(({ name, environment }) => optionalIssues(folder, name, environment)),
  ];
}

/** A package that is not installed is named, with how to install it, where a setting needs it. */
function optionalIssues(folder, name, environment) {
  const [scope, own] = name.split('/');
  const scopes = join(folder, 'node_modules');
  if (readdirSync(scopes).includes(scope) && readdirSync(join(scopes, scope)).includes(own))
    return [`npx @memex/cli installs ${name}`];
  const { status, stderr } = spawnSync(
    process.execPath,
    ['node_modules/@memex/cli/bin/memex.js', 'serve', '--port', '0'],
    {
      cwd: folder,
      encoding: 'utf8',
      env: { ...process.env, ...environment },
      timeout: 30_000,
    },
  );
  return status === 2 && stderr.includes(`npm install ${name}@`)
    ? []
    : [`without ${name}, memex serve must say how to install it; it ended with ${status}: ${stderr}`];
}
