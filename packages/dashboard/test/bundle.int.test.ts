import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';

const STATIC = fileURLToPath(new URL('../dist/static/', import.meta.url));
const MAX_APP_BYTES = 60_000;

async function gzipSize(name: string): Promise<number> {
  return gzipSync(await readFile(STATIC + name)).length;
}

test('what a browser loads before the charts is small', async () => {
  const {
    script,
    start,
    style,
    preload,
  }: Readonly<Record<'script' | 'start' | 'style', string>> & {
    readonly preload: readonly string[];
  } = JSON.parse(await readFile(`${STATIC}manifest.json`, 'utf8'));
  const sizes = await Promise.all([script, start, style, ...preload].map(gzipSize));
  const total = sizes.reduce((sum, size) => sum + size, 0);
  console.log(`${total} bytes of gzip before the charts`);
  expect(total).toBeLessThan(MAX_APP_BYTES);
});
