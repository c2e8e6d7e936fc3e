import { CHROMIUM, startFakePlatform, withoutChromium } from '@memex/test-services';
import { chromium } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { compute, define, TASKS } from '../src/analytics.js';
import { createClient } from '../src/client.js';
import { createFolder } from '../src/folder.js';
import { fill } from '../src/posting.js';
import { createSamples, SAMPLE_PROJECT } from '../src/samples.js';
import { startServer } from '../src/server.js';
import { until } from '../src/wait.js';

const skipped = withoutChromium();
const KEY = 'boss-key-0123456789';

describe.skipIf(skipped !== '')(`dead jobs on the page of operations, in Chromium${skipped}`, () => {
  test('are told with their reasons, run again, and are dropped', async () => {
    const platform = await startFakePlatform('right');
    await using folder = await createFolder();
    await using server = await startServer({
      folder: folder.path,
      environment: { INSTANCE: platform.instance, APIKEY: 'wrong', WS_APIKEYS: `${KEY}:admin` },
    });
    await using keyless = createClient(server.url);
    const client = {
      ...keyless,
      send: (call: Parameters<typeof keyless.send>[0]) =>
        keyless.send({ ...call, headers: { ...call.headers, authorization: `Bearer ${KEY}` } }),
    };
    await fill(client, createSamples({ users: 1 }), 5);
    const [id = ''] = await define(client, TASKS, 1);
    await compute(client, id);
    const stateIs = (state: string) =>
      until(state, async () => {
        const { text } = await client.send({ path: '/analytic', query: { id } });
        return text.includes(`"state":"${state}"`) || undefined;
      });
    await stateIs('failed');

    const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
    try {
      const page = await browser.newPage();
      await page.goto(`${server.url}/?page=operations`);
      await page.locator('#key').fill(KEY);
      await page.keyboard.press('Enter');
      const job = page.locator('[data-job]');
      await job.waitFor();
      expect(await job.locator('h3').textContent()).toBe(id);
      expect(await job.textContent()).toContain(SAMPLE_PROJECT);
      expect(await job.locator('.failed').textContent()).toContain('401');

      // The platform still refuses the key, so it dies once more.
      const [calls, died] = [platform.calls.length, await diedAt(client)];
      await job.getByRole('button', { name: 'Again' }).click();
      await page.locator('.notice.shown', { hasText: 'Queued again' }).waitFor();
      await until('another attempt', () => platform.calls.length > calls || undefined);
      await until('its death', async () => (await diedAt(client)) !== died || undefined);

      await page.reload();
      await job.waitFor();
      page.once('dialog', (dialog) => void dialog.accept());
      await job.getByRole('button', { name: 'Drop' }).click();
      await page.getByText('No job was given up.').waitFor();
      expect(await diedAt(client)).toBeUndefined();
      await stateIs('idle');
    } finally {
      await browser.close();
      await platform.stop();
    }
  }, 60_000);
});

/** When the only dead job died; `undefined` if there is none. */
async function diedAt(client: Pick<ReturnType<typeof createClient>, 'send'>): Promise<string | undefined> {
  const { text } = await client.send({ path: '/jobs/dead' });
  return /"diedAt":"([^"]+)"/.exec(text)?.[1];
}
