import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const run = promisify(execFile);
const SCRIPT = fileURLToPath(new URL('support/parsed-size.mjs', import.meta.url));

// The constants are of Node 20: other versions of V8 may take a little more.
const MAX_RATIO = 1.5;

test('V8 takes not much more memory for a parsed text than estimated', async () => {
  const { stdout } = await run(process.execPath, ['--expose-gc', SCRIPT]);
  const measured: readonly { readonly name: string; readonly told: number; readonly taken: number }[] =
    JSON.parse(stdout);
  expect(measured.length).toBeGreaterThan(10);
  expect(measured.filter(({ told, taken }) => taken > MAX_RATIO * told)).toEqual([]);
});
