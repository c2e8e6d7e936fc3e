import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { expect, test } from 'vitest';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

test('NOTICE names every package that a built file contains', async () => {
  const { metafile } = await build({
    absWorkingDir: ROOT,
    entryPoints: ['src/charts/engine.ts'],
    bundle: true,
    write: false,
    metafile: true,
  });
  const names = new Set(
    Object.keys(metafile.inputs).flatMap(
      (path) => /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1] ?? [],
    ),
  );
  expect(names).toContain('echarts');
  const notice = readFileSync(`${ROOT}/NOTICE`, 'utf8');
  for (const name of names) expect(notice).toContain(`\n${name}, https://`);
});
