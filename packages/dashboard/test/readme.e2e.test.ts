import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

test('the first example of the README serves the page', async () => {
  const readme = await readFile(`${ROOT}/README.md`, 'utf8');
  const [, example = ''] = /```js serve\n(.*?)```/s.exec(readme) ?? [];
  const child = spawn(process.execPath, ['--input-type=module', '--eval', example.replace('8080', '0')], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(async () => {
    const exit = once(child, 'exit');
    if (child.kill()) await exit;
  });
  const [printed] = await once(child.stdout, 'data');
  const [, url = ''] = /^Open (\S+)/.exec(String(printed)) ?? [];
  const response = await fetch(url);
  expect(response.status).toBe(200);
  expect(await response.text()).toContain('<div id="app">');
});
