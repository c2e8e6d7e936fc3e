// No two exported things share a name where a reader could mix them up: in one package, in the entry points of two, or where a package has
// its own thing under a name that it could also import.
import { readFileSync } from 'node:fs';
import ts from 'typescript';
import { projectFiles } from './lib/files.mjs';
import { report } from './lib/report.mjs';

const files = projectFiles();
const sources = files.filter((file) => /^packages\/[^/]+\/src\/.*\.tsx?$/.test(file));
const manifests = new Map(
  files
    .filter((file) => /^packages\/[^/]+\/package\.json$/.test(file))
    .map((file) => [packageOf(file), JSON.parse(readFileSync(file, 'utf8'))]),
);

/** For each package, the names that other packages can import. */
const publicNames = new Map(
  [...manifests].map(([name, { exports = {} }]) => [
    name,
    new Set(entriesOf(name, exports).flatMap((file) => [...reexportsOf(file), ...exportsOf(file)])),
  ]),
);

/** By name, the files that declare it. */
const declaredIn = new Map();
for (const file of sources)
  for (const name of new Set(exportsOf(file))) declaredIn.set(name, [...(declaredIn.get(name) ?? []), file]);

const shared = [...declaredIn].filter(([name, places]) =>
  places.some((place, index) => places.slice(index + 1).some((other) => isConfusing(name, place, other))),
);
report(
  declaredIn.size === 0
    ? ['no name was seen']
    : shared.map(([name, places]) => `${name} is exported by ${places.join(', ')}`),
  `${declaredIn.size} exported names stand for one thing each`,
);

/** Whether somebody who reads one of two files may take the name for that of the other. */
function isConfusing(name, place, other) {
  const [one, another] = [packageOf(place), packageOf(other)];
  if (one === another) return true;
  const [isPublic, isOtherPublic] = [one, another].map((each) => publicNames.get(each).has(name));
  return (
    (isPublic && isOtherPublic) || (isPublic && uses(another, one)) || (isOtherPublic && uses(one, another))
  );
}

function uses(user, used) {
  const { dependencies, peerDependencies, peerDependenciesMeta = {} } = manifests.get(user);
  const { name } = manifests.get(used);
  return name in { ...dependencies, ...peerDependencies } && peerDependenciesMeta[name]?.optional !== true;
}

function packageOf(file) {
  return file.split('/')[1];
}

function entriesOf(name, exports) {
  return Object.values(exports)
    .flatMap(({ default: target }) => (target === undefined ? [] : [target]))
    .map((target) => `packages/${name}/${target.replace('./dist/', 'src/').replace(/\.js$/, '.ts')}`);
}

/** The names that a file declares and exports. */
function exportsOf(file) {
  return parse(file)
    .filter((one) => one.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword))
    .flatMap((one) => one.declarationList?.declarations ?? [one])
    .flatMap(({ name }) => (name === undefined ? [] : [name.text]));
}

/** The names that a file exports from others. */
function reexportsOf(file) {
  const lists = parse(file).flatMap((one) => one.exportClause?.elements ?? []);
  return lists.map(({ name }) => name.text);
}

function parse(file) {
  return [...ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true).statements];
}
