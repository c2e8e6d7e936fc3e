// Checks the types of all examples in TypeScript, each as a file of its own, against the packages as they are built.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { installInto } from './folder.mjs';

const OPTIONS = {
  target: 'es2023',
  lib: ['esnext', 'dom', 'dom.iterable', 'dom.asynciterable'],
  module: 'nodenext',
  strict: true,
  noEmit: true,
  skipLibCheck: true,
  types: ['node'],
};

/** @returns What the compiler has against them, with the page and the line. */
export function typeIssues(blocks) {
  const folder = mkdtempSync(join(tmpdir(), 'memex-docs-types-'));
  try {
    installInto(folder);
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions: OPTIONS }));
    for (const { page, line, code } of blocks) {
      const file = join(folder, `${page.replace(/\.md$/, '')}_${line}.mts`);
      mkdirSync(join(file, '..'), { recursive: true });
      writeFileSync(file, `export {};\n${code}`);
    }
    const tsc = resolve('node_modules/typescript/bin/tsc');
    const { stdout } = spawnSync(process.execPath, [tsc, '-p', folder], { encoding: 'utf8', cwd: folder });
    return stdout
      .split('\n')
      .filter((line) => line !== '')
      .map((line) =>
        line.replace(
          /^(\S+)_(\d+)\.mts\((\d+),/,
          (_, page, start, at) => `${page}.md:${Number(start) + Number(at) - 1} (`,
        ),
      );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
