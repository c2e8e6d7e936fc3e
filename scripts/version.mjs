// Turns the changesets into versions and changelogs.
//
// Changesets raises a package to its next major version whenever a package that is its peer gets a minor one. All packages of Memex have the same version
// and are published together, so a new minor version of the core breaks no adapter of the same release. The peers among them are therefore hidden from it.
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { packageFolders } from './lib/files.mjs';
import { report } from './lib/report.mjs';

const files = packageFolders().map((folder) => `${folder}/package.json`);
const peersOf = new Map(files.map((file) => [file, readManifest(file).peerDependencies]));

const failed = withoutSiblingPeers(() => run('pnpm', 'changeset', 'version'));
report(
  failed ? ['pnpm changeset version: failed'] : [],
  `version ${readManifest(files[0]).version}: look at the changelogs`,
);

function withoutSiblingPeers(work) {
  for (const file of files) setPeers(file, othersThanSiblings(peersOf.get(file)));
  try {
    return work();
  } finally {
    for (const file of files) setPeers(file, peersOf.get(file));
  }
}

function othersThanSiblings(peers) {
  return peers && Object.fromEntries(Object.entries(peers).filter(([name]) => !name.startsWith('@memex/')));
}

function setPeers(file, peers) {
  if (peers === undefined) return;
  const manifest = readManifest(file);
  writeFileSync(file, `${JSON.stringify({ ...manifest, peerDependencies: peers }, null, 2)}\n`);
}

function readManifest(file) {
  return JSON.parse(readFileSync(file, 'utf8'));
}

function run(command, ...args) {
  return spawnSync(command, args, { stdio: 'inherit' }).status !== 0;
}
