// Publishes every package whose version npm does not have, with a tag for each, and keeps its tarballs for the test of upgrades. `--dry-run` shows what
// would be published, and publishes nothing.
import { spawnSync } from 'node:child_process';
import { keepRelease } from './lib/keep-release.mjs';
import { report } from './lib/report.mjs';

const isDry = process.argv.includes('--dry-run');
const unknown = process.argv.slice(2).filter((argument) => argument !== '--dry-run');

const commands = [
  ['pnpm', 'build'],
  isDry ? ['pnpm', '-r', 'publish', '--dry-run', '--no-git-checks'] : ['pnpm', 'changeset', 'publish'],
];

// Each is needed by the next.
const failed =
  unknown.length > 0
    ? `unknown: ${unknown.join(' ')}`
    : commands
        .find(([command, ...args]) => spawnSync(command, args, { stdio: 'inherit' }).status !== 0)
        ?.join(' ');

if (failed === undefined && !isDry) keepRelease();

report(
  failed === undefined ? [] : [`${failed}: failed`],
  isDry ? 'everything can be published' : 'published',
);
