// Every package as it is published: what publint and are-the-types-wrong say of its tarball, and whether it runs from it: all tarballs
// are installed into an empty project with npm, and every entry point is used there.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installPacked, packAll } from './lib/packed-packages.mjs';
import { report } from './lib/report.mjs';

const packed = packAll();
const consumer = mkdtempSync(join(tmpdir(), 'memex-consumer-'));
process.on('exit', () => rmSync(consumer, { recursive: true, force: true }));
symlinkSync(join(installPacked(packed), 'node_modules'), join(consumer, 'node_modules'));
cpSync('scripts/packed', consumer, { recursive: true });

report(
  [
    ...(packed.length === 0 ? ['no package was seen'] : []),
    ...packed.flatMap(({ tarball }) => issuesOf('publint', ['run', '--strict', tarball])),
    ...packed
      .filter(({ entries }) => entries.length > 0)
      .flatMap(({ tarball }) => issuesOf('attw', [tarball, '--profile', 'esm-only'])),
    ...packed.flatMap(({ name, entries }) => entries.flatMap((entry) => unusedEntry(name, entry))),
    ...readdirSync('scripts/packed').flatMap((file) => issuesOf('node', [file], consumer)),
    ...issuesOf('npx', ['--no-install', 'memex', '--help'], consumer),
  ],
  `${packed.length} packages install from their tarballs and run`,
);

/** The files of scripts/packed are the first uses of every entry point: one that none of them imports was not tried. */
function unusedEntry(name, entry) {
  const specifier = name + entry.slice(1);
  const uses = readdirSync('scripts/packed').map((file) => readFileSync(`scripts/packed/${file}`, 'utf8'));
  return uses.some((text) => text.includes(`'${specifier}'`))
    ? []
    : [`no file of scripts/packed uses ${specifier}`];
}

function issuesOf(command, args, cwd) {
  const { status, stdout, stderr } = spawnSync(command, args, {
    cwd,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return status === 0 ? [] : [`${command} ${args.join(' ')} failed:\n${stdout}${stderr}`];
}
