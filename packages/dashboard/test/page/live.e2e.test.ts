import { withoutChromium } from '@memex/test-services';
import { describe, expect, test } from 'vitest';
import { openPage } from '../support/browser.js';
import { NOW } from '../support/library.js';
import { requestOf } from '../support/service.js';

const skipped = withoutChromium();
const ANNA = { ...requestOf(1), userId: 'somebody new', timestamp: new Date(NOW) };

describe.skipIf(skipped !== '')(`the live page in Chromium${skipped}`, () => {
  test('shows what arrives', async () => {
    const { page, service } = await openPage({ search: '?window=today' });
    await page.locator('.live.on').waitFor();
    const users = page.locator('[data-card="active-users"] strong');
    const before = Number(await users.textContent());
    await service.memex.messages.append([ANNA]);
    await expect.poll(() => users.textContent(), { timeout: 20_000 }).toBe(String(before + 1));
  });

  test('asks nothing while nobody sees it, and is up to date when somebody does', async () => {
    const { page, service } = await openPage({ search: '?window=today' });
    await page.locator('.live.on').waitFor();
    const users = page.locator('[data-card="active-users"] strong');
    const before = Number(await users.textContent());
    const show = (hidden: boolean): Promise<void> =>
      page.evaluate((isHidden) => {
        Object.defineProperty(document, 'hidden', { configurable: true, get: () => isHidden });
        document.dispatchEvent(new Event('visibilitychange'));
      }, hidden);
    await show(true);
    await page.locator('.live.paused').waitFor();
    let calls = 0;
    page.on('request', () => calls++);
    await service.memex.messages.append([ANNA]);
    // Twice as long as the stream takes to tell.
    await page.waitForTimeout(2_500);
    expect(calls).toBe(0);
    await show(false);
    await expect.poll(() => users.textContent()).toBe(String(before + 1));
    await page.locator('.live.on').waitFor();
  });
});
