// Writes pictures of the main states of the page, so that a person can look at them:
//   memex demo &
//   node packages/dashboard/screenshots.mjs http://127.0.0.1:8080/ FOLDER
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const [, , address, folder = 'screenshots'] = process.argv;
if (address === undefined) throw new Error('say which address to look at: http://127.0.0.1:8080/');

const WIDE = { width: 1440, height: 900 };
const PHONE = { width: 360, height: 740 };

/** Name, query, size, theme, and what is done first. */
const STATES = [
  ['overview', '', WIDE, 'light'],
  ['overview-dark', '', WIDE, 'dark'],
  ['overview-phone', '', PHONE, 'light'],
  ['overview-320', '', { width: 320, height: 640 }, 'dark'],
  ['overview-wall', '', { width: 2560, height: 1440 }, 'light'],
  ['fallback-rate', '?card=fallback-rate&window=91d', WIDE, 'light'],
  ['filtered', '?where=channel:TELEGRAM&where=language:it&window=7d', WIDE, 'light'],
  ['today', '?window=today&card=conversations', WIDE, 'light'],
  ['intents', '?panel=intents', WIDE, 'light'],
  ['not-understood', '?panel=not-understood', WIDE, 'dark'],
  ['hours', '?panel=hours', WIDE, 'light'],
  ['types', '?panel=types', WIDE, 'light'],
  ['conversations', '?page=conversations', WIDE, 'light', openFirst],
  ['conversations-dark', '?page=conversations', WIDE, 'dark', openFirst],
  ['conversations-phone', '?page=conversations', PHONE, 'light'],
  ['chat-phone', '?page=conversations', PHONE, 'dark', openFirst],
  ['more-rows', '?page=conversations&rows=100', WIDE, 'light'],
  ['exports', '?page=conversations', WIDE, 'light', openExports],
  ['exports-phone', '?page=conversations', PHONE, 'dark', openExports],
  ['search', '?page=conversations&text=printer', WIDE, 'light'],
  ['descriptor', '?page=analytics&define=fallback-rate', WIDE, 'light'],
  ['menu', '', WIDE, 'light', (page) => page.locator('[data-panel="intents"] summary').first().click()],
  ['dates', '', WIDE, 'light', (page) => page.locator('summary.dates').click()],
  ['help', '', WIDE, 'light', (page) => page.keyboard.press('?')],
  ['point', '', WIDE, 'dark', (page) => page.locator('.main-chart .chart-keys').press('End')],
];

async function openFirst(page) {
  await page.locator('.conversation').nth(1).click();
  await page.locator('.bubble').first().waitFor();
}

function openExports(page) {
  return page.locator('.list-page .menu summary').click();
}

mkdirSync(folder, { recursive: true });
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
for (const [name, search, viewport, colorScheme, act] of STATES) {
  const page = await browser.newPage({ viewport, colorScheme, locale: 'en-GB', reducedMotion: 'reduce' });
  await page.goto(address + search);
  await page.locator('main[aria-busy="false"]').waitFor();
  for (const place of await page.locator('.chart-keys .chart-place').all())
    await place.locator('svg').waitFor({ state: 'attached' });
  await act?.(page);
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: act === undefined });
  await page.close();
}
await browser.close();
