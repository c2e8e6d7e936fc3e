import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { expect, onTestFinished, test } from 'vitest';

const examples = dirname(dirname(fileURLToPath(import.meta.url)));

/** The code of a page that is a whole program: it imports what it uses. */
function programsOf(page: string): readonly (readonly [string, string])[] {
  const text = readFileSync(join(examples, '..', page), 'utf8');
  return [...text.matchAll(/^```ts\n(.*?)^```$/gms)]
    .map(([, code = '']) => code)
    .filter(
      (code) =>
        code.includes('createMemex(') && code.includes("from '@memex/core'") && code.includes('memex.stop()'),
    )
    .map((code, index) => [`${page}, program ${index + 1}`, code] as const);
}

const programs = ['README.md', 'packages/core/README.md'].flatMap(programsOf);

test('the pages have programs', () => expect(programs.length).toBeGreaterThanOrEqual(4));

test.each(programs)('%s runs as it stands', (_name, code) => {
  const folder = join(examples, 'node_modules', '.readme');
  mkdirSync(folder, { recursive: true });
  const place = mkdtempSync(join(folder, 'program-'));
  const data = mkdtempSync(join(tmpdir(), 'memex-readme-'));
  onTestFinished(() => {
    for (const path of [place, data]) rmSync(path, { recursive: true, force: true });
  });
  const file = join(place, 'program.mjs');
  writeFileSync(file, ts.transpile(code, { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 }));
  const { status, stderr } = spawnSync(process.execPath, [file], {
    cwd: data,
    encoding: 'utf8',
    timeout: 60_000,
  });
  expect(stderr).toBe('');
  expect(status).toBe(0);
});
