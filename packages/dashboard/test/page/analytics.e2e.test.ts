import { withoutChromium } from '@memex/test-services';
import { describe, expect, test } from 'vitest';
import { openPage, settle } from '../support/browser.js';

const skipped = withoutChromium();

describe.skipIf(skipped !== '')(`analytics in Chromium${skipped}`, () => {
  test('are defined from a panel, computed, shown and deleted', async () => {
    const { page, service } = await openPage({ search: '?window=7d' });
    const worker = service.memex.worker();
    await worker.start();
    try {
      await page.locator('[data-panel="channels"] .menu summary').click();
      await page.locator('[data-panel="channels"] .menu a', { hasText: 'As descriptor' }).click();
      await page.locator('.define').getByRole('button', { name: 'Define' }).click();
      await page.locator('.analytic').waitFor();
      const [defined] = (await service.api().analytics({ project: 'library' })).items;
      expect(defined?.descriptor).toMatchObject({ type: 'segmentation', by: 'channel' });
      expect(await page.locator('.analytic .tag').textContent()).toBe('idle');
      await page.locator('.analytic').getByRole('button', { name: 'Compute' }).click();
      await page.locator('.analytic .segments-list').waitFor();
      const [computed] = (await service.api().analytics({ project: 'library' })).items;
      const segments =
        computed?.result !== null && computed?.result.type === 'segmentation' ? computed.result.segments : [];
      expect(await page.locator('.segments-list bdi').allTextContents()).toEqual(
        segments.map(({ type }) => type),
      );
      page.once('dialog', (dialog) => void dialog.accept());
      await page.locator('.analytic').getByRole('button', { name: 'Delete' }).click();
      await page.locator('.analytic').waitFor({ state: 'detached' });
      expect((await service.api().analytics({ project: 'library' })).items).toEqual([]);
    } finally {
      await worker.stop();
    }
  });

  test('operations show admins what the API tells of the service', async () => {
    const { page, service } = await openPage({ keys: 'boss-key-0123456789:admin', expectedErrors: /401/ });
    await page.locator('#key').fill('boss-key-0123456789');
    await page.keyboard.press('Enter');
    await page.locator('nav a', { hasText: 'Operations' }).click();
    await page.locator('.facts').waitFor();
    await settle(page);
    const status = await service.api('boss-key-0123456789').status();
    const facts = await page.locator('.facts').textContent();
    expect(facts).toContain(`Memex${status.version}`);
    expect(facts).toContain(`Waiting${status.jobs?.waiting}`);
    expect(await page.locator('main').textContent()).toContain('No job was given up.');
  });
});
