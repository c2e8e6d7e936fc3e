import { CHROMIUM, withoutChromium } from '@memex/test-services';
import { chromium, type Page } from 'playwright-core';
import { expect, onTestFinished, test } from 'vitest';
import { libraryMessages } from '../support/library.js';
import { startLibrary } from '../support/subject.js';

const skipped = withoutChromium();

/** A page of a browser without scripts. The test fails if the browser complains of anything. */
async function openWithoutScripts(url: string): Promise<Page> {
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
  const page = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
  const faults: string[] = [];
  page.on('console', (line) => faults.push(line.text()));
  page.on('request', (request) => {
    if (!/^data:/.test(request.url()) && !request.url().startsWith(url)) faults.push(request.url());
  });
  onTestFinished(async () => {
    await browser.close();
    expect(faults).toEqual([]);
  });
  await page.goto(url);
  await page.waitForURL(/scripts=off/);
  return page;
}

test.skipIf(skipped)('a browser without scripts sees the figures, and follows links and forms', async () => {
  const { url } = await startLibrary();
  const page = await openWithoutScripts(url);
  expect(await page.locator('[data-card]').count()).toBe(6);
  expect(await page.locator('svg[role=img]').count()).toBeGreaterThan(0);

  await page.getByRole('link', { name: 'Conversations', exact: true }).first().click();
  await page.getByRole('searchbox').fill('sing');
  await page.keyboard.press('Enter');
  await page.waitForURL(/text=sing/);
  expect(page.url()).toContain('scripts=off');
  const sung = libraryMessages().filter(
    ({ content }) => content?.type === 'text' && content.value === 'sing',
  );
  expect(sung.length).toBeGreaterThan(0);
  expect(await page.locator('.found').textContent()).toContain('sing');
});
