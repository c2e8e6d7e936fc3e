import { join } from 'node:path';
import { expect, test } from 'vitest';
import { batch, post, runMemex, serveMemex, temporaryFolder } from './memex-process.js';

test('an erased user is refused, also after a restart, until it is lifted', async () => {
  await using folder = await temporaryFolder();
  const settings = { STORE: 'embedded', STORE_PATH: join(folder.path, 'data'), WS_SUPPRESS: 'on' };
  const status = async (url: string) => (await post(url, batch('one'))).status;
  {
    await using serve = serveMemex(settings);
    const url = await serve.url();
    expect(await status(url)).toBe(201);
    expect((await fetch(`${url}/messages?userId=anna`, { method: 'DELETE' })).status).toBe(200);
    expect(await status(url)).toBe(422);
    serve.signal('SIGKILL');
    await serve.exit;
  }
  await using serve = serveMemex(settings);
  const url = await serve.url();
  expect(await status(url)).toBe(422);
  await using lift = runMemex(['unsuppress', 'anna'], settings);
  expect(await lift.exit).toBe(0);
  expect(lift.printed.stdout).toBe('messages of the user are accepted again\n');
  await expect.poll(() => status(url), { timeout: 10_000 }).toBe(201);
  await using again = runMemex(['unsuppress', 'anna'], settings);
  expect(await again.exit).toBe(0);
  expect(again.printed.stdout).toBe('messages of the user were not refused\n');
});
