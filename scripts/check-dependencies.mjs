// Imports against the rules of .dependency-cruiser.json. It fails where it did not see every file and its imports: a checker that
// sees nothing finds nothing wrong.
import { spawnSync } from 'node:child_process';
import { projectFiles } from './lib/files.mjs';
import { folderCycles } from './lib/folder-cycles.mjs';
import { report } from './lib/report.mjs';

const files = projectFiles().filter((file) => /^packages\/[^/]+\/(src|test)\/.*\.tsx?$/.test(file));
const packages = new Set(files.map((file) => file.split('/')[1]));
const { stdout, stderr } = spawnSync('depcruise', ['--output-type', 'json', ...files], {
  encoding: 'utf8',
  maxBuffer: 1 << 28,
});
if (stdout === '') throw new Error(`dependency-cruiser said nothing: ${stderr}`);
const { modules, summary } = JSON.parse(stdout);

const imports = modules.flatMap(({ source, dependencies }) =>
  dependencies.map(({ resolved }) => [source, resolved]),
);
const seen = new Set(modules.map(({ source }) => source));
report(
  [
    ...files.filter((file) => !seen.has(file)).map((file) => `${file} was not looked at`),
    ...(summary.totalDependenciesCruised < files.length
      ? [`only ${summary.totalDependenciesCruised} imports were seen in ${files.length} files`]
      : []),
    ...(files.length === 0 ? ['no source file was seen'] : []),
    ...summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`),
    ...[...packages].flatMap((name) => folderCycles(imports, `packages/${name}/src`)),
  ],
  `${summary.totalDependenciesCruised} imports of ${files.length} files point where they may`,
);
