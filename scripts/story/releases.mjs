// What is published in the story: the last release as it was packed then, and this version.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packAll } from '../lib/packed-packages.mjs';
import { manifestOf } from './registry.mjs';

const RELEASES = 'test/releases';

/** @returns The version and the tarballs of the last release. */
export function lastRelease() {
  const version = readdirSync(RELEASES).find((name) => /^\d/.test(name));
  const folder = join(RELEASES, version);
  const tarballs = readdirSync(folder).filter((name) => name.endsWith('.tgz'));
  return { version, tarballs: tarballs.map((name) => join(folder, name)) };
}

/** Packs this version. Between a release and the next it has the number of that release: it gets the one after it, as the next will. */
export function packThis(root, last) {
  const tarballs = packAll().map(({ tarball }) => tarball);
  const { version } = manifestOf(tarballs[0]);
  const next = version === last ? version.replace(/\d+$/, (patch) => Number(patch) + 1) : version;
  return {
    version: next,
    tarballs: version === next ? tarballs : tarballs.map((file) => renumbered(file, version, next, root)),
  };
}

/** A tarball with another version of the package, and of those of its siblings that it asks for. */
function renumbered(file, version, next, root) {
  const folder = mkdtempSync(join(root, 'package-'));
  execFileSync('tar', ['xzf', file, '-C', folder]);
  const manifest = JSON.stringify({ ...manifestOf(file), version: next });
  const siblings = /("@memex\/[\w-]+":"\^)([\d.]+)(?=")/g;
  writeFileSync(
    join(folder, 'package/package.json'),
    manifest.replaceAll(siblings, (whole, start, asked) => (asked === version ? start + next : whole)),
  );
  const packed = join(folder, `${next}.tgz`);
  execFileSync('tar', ['czf', packed, '-C', folder, 'package']);
  return packed;
}
