import { readFile } from 'node:fs/promises';
import { withoutChromium } from '@memex/test-services';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { createLoader } from '../../src/data/loader.js';
import { openPage, settle } from '../support/browser.js';
import { subjectIn } from '../support/subject.js';

const skipped = withoutChromium();
const MONTH = { kind: 'named', name: '28d' } as const;

describe.skipIf(skipped !== '')(`what a panel shows can be taken elsewhere, in Chromium${skipped}`, () => {
  test('as CSV', async () => {
    const { page, service } = await openPage();
    const data = await createLoader(subjectIn(MONTH), service.api()).panel('intents');
    const rows = data.kind === 'values' ? data.rows : [];
    const text = await saved(page, 'intents', 'CSV');
    expect(text).toBe(
      ['value,count', ...rows.map(({ value, count }) => `${value},${count}`), ''].join('\r\n'),
    );
  });

  test('as a picture, which is drawn without the page', async () => {
    const { page } = await openPage();
    const picture = await saved(page, 'channels', 'SVG');
    expect(picture).toMatch(/^<svg role="img"/);
    expect(picture).toContain('TELEGRAM');
    expect(picture).not.toContain('style=');
  });

  test('as a link to what is shown', async () => {
    const { page, open } = await openPage({
      search: '?window=7d&where=channel:WEB',
      browser: { permissions: ['clipboard-read', 'clipboard-write'] },
    });
    await choose(page, 'languages', 'Copy link');
    await page.locator('.notice.shown').waitFor();
    const link = await page.evaluate(() => navigator.clipboard.readText());
    await open(new URL(link).search);
    expect(await page.locator('h1').textContent()).toBe('Languages');
    expect(await page.locator('.chip bdi').textContent()).toBe('WEB');
  });

  test('a point of a chart is opened alone, by a click and by the keyboard', async () => {
    const { page, open } = await openPage({ search: '?window=7d' });
    await page.locator('.main-chart .chart-place svg').waitFor();
    const place = await page.locator('.main-chart .chart-place').boundingBox();
    if (place === null) throw new Error('the chart has a place');
    await page.mouse.click(place.x + place.width - 70, place.y + 80);
    await page.waitForURL(/from=2026-10-26&to=2026-10-26/);
    await settle(page);
    await open('?window=7d');
    await page.locator('.main-chart .chart-keys').press('Home');
    await page.keyboard.press('Enter');
    await page.waitForURL(/from=2026-10-20&to=2026-10-20/);
  });
});

async function choose(page: Page, panel: string, item: string): Promise<void> {
  const menu = page.locator(`[data-panel="${panel}"] .menu`);
  await menu.locator('summary').click();
  await menu.getByText(item, { exact: true }).click();
}

async function saved(page: Page, panel: string, item: string): Promise<string> {
  const [download] = await Promise.all([page.waitForEvent('download'), choose(page, panel, item)]);
  return readFile(await download.path(), 'utf8');
}
