// What every package carries, and how long a file may be.
import { readFileSync } from 'node:fs';
import { packageFolders, projectFiles } from './lib/files.mjs';
import { report } from './lib/report.mjs';

const LICENSE = 'Apache-2.0';
const MAX_LINES = 300;

const files = projectFiles();
const code = files.filter((file) => /\.(tsx?|js|mjs)$/.test(file));
const folders = packageFolders();
const licenseText = readFileSync('LICENSE', 'utf8');

function faultsOfPackage(folder) {
  const { name, license, description, engines } = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8'));
  return [
    ...(license === LICENSE ? [] : [`${folder}/package.json: license must be ${LICENSE}`]),
    ...(description ? [] : [`${folder}/package.json: description is missing`]),
    ...(engines?.node ? [] : [`${folder}/package.json: engines.node is missing`]),
    ...['LICENSE', 'README.md']
      .filter((name) => !files.includes(`${folder}/${name}`))
      .map((name) => `${folder}/${name} is missing`),
    ...faultsOfReadme(`${folder}/README.md`, name),
    ...(readIfThere(`${folder}/LICENSE`) === licenseText
      ? []
      : [`${folder}/LICENSE is not the licence of the project`]),
  ];
}

function faultsOfReadme(file, name) {
  const text = readIfThere(file) ?? '';
  return [
    ...(/\]\(\.\.?\//.test(text) ? [`${file}: links must be absolute, since npm shows it too`] : []),
    ...(new RegExp(`^npm install .*${name}\\b`, 'm').test(text)
      ? []
      : [`${file} does not say how to install it`]),
  ];
}

function readIfThere(file) {
  return files.includes(file) ? readFileSync(file, 'utf8') : undefined;
}

const long = code
  .map((file) => ({ file, lines: readFileSync(file, 'utf8').split('\n').length - 1 }))
  .filter(({ lines }) => lines > MAX_LINES);

report(
  [
    ...(folders.length === 0 ? ['no package was seen'] : folders.flatMap(faultsOfPackage)),
    ...long.map(
      ({ file, lines }) => `${file} has ${lines} lines: past ${MAX_LINES} it wants to be two files`,
    ),
  ],
  `${folders.length} packages are complete, and ${code.length} files of code are short`,
);
