// What the manifests of the published packages have in common, made from that of the project. `--write` puts it into them.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { packageFolders } from './lib/files.mjs';
import { report } from './lib/report.mjs';

/** What only some packages have to publish. */
const OWN_FILES = ['bin', 'NOTICE'];
/** Source maps would double what everybody downloads. */
const FILES = ['dist', '!dist/**/*.map', '!dist/.tsbuildinfo', 'README.md', 'LICENSE', 'CHANGELOG.md'];

const project = readManifest('.');
const address = project.repository.url.replace(/^git\+/, '').replace(/\.git$/, '');
const isWriting = process.argv.includes('--write');

const folders = packageFolders();
const issues = folders.flatMap((folder) => {
  const manifest = readManifest(folder);
  const expected = completed(manifest, folder);
  if (isWriting) writeFileSync(`${folder}/package.json`, `${JSON.stringify(expected, null, 2)}\n`);
  return [
    ...Object.keys(expected)
      .filter((name) => JSON.stringify(manifest[name]) !== JSON.stringify(expected[name]))
      .filter(() => !isWriting)
      .map((name) => `${folder}/package.json: ${name} must be ${JSON.stringify(expected[name])}`),
    ...(manifest.keywords?.length > 0 ? [] : [`${folder}/package.json: keywords are missing`]),
  ];
});

report(
  folders.length === 0 ? ['no package was seen'] : issues,
  `the manifests of ${folders.length} packages have all that npm shows`,
);

function completed(manifest, folder) {
  const { name, version, description, keywords, ...rest } = manifest;
  const shared = {
    license: project.license,
    homepage: `${address}/tree/main/${folder}#readme`,
    repository: { ...project.repository, directory: folder },
    bugs: `${address}/issues`,
    type: 'module',
    engines: project.engines,
  };
  return {
    name,
    version,
    description,
    keywords,
    ...shared,
    ...without(rest, Object.keys(shared)),
    files: [...OWN_FILES.filter((name) => existsSync(`${folder}/${name}`)), ...FILES],
    publishConfig: { access: 'public', provenance: true },
    ...Object.fromEntries(
      ['dependencies', 'optionalDependencies', 'peerDependencies']
        .filter((kind) => manifest[kind] !== undefined)
        .map((kind) => [kind, Object.fromEntries(Object.entries(manifest[kind]).map(asRange))]),
    ),
    ...(manifest.devDependencies === undefined ? {} : { devDependencies: manifest.devDependencies }),
  };
}

/** An exact version would keep a user from mends of what it depends on; what is tested is in the lock file. */
function asRange([name, range]) {
  if (range.startsWith('workspace:')) return [name, 'workspace:^'];
  return [name, /^\d/.test(range) ? `^${range}` : range];
}

function without(object, names) {
  return Object.fromEntries(Object.entries(object).filter(([name]) => !names.includes(name)));
}

function readManifest(folder) {
  return JSON.parse(readFileSync(`${folder}/package.json`, 'utf8'));
}
