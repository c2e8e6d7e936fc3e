import { withoutChromium } from '@memex/test-services';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { openPage, settle } from '../support/browser.js';

const skipped = withoutChromium();

describe.skipIf(skipped !== '')(`the keyboard in Chromium${skipped}`, () => {
  test('shows its own list, and closes it', async () => {
    const { page } = await openPage();
    await page.keyboard.press('?');
    await page.locator('dialog[open]').waitFor();
    expect(await page.locator('dialog dt').count()).toBeGreaterThan(8);
    await page.keyboard.press('Escape');
    await page.locator('dialog[open]').waitFor({ state: 'detached' });
  });

  test('chooses cards, periods and pages', async () => {
    const { page } = await openPage();
    await page.keyboard.press('5');
    await page.locator('.chosen[data-card="fallback-rate"]').waitFor();
    await page.keyboard.press('c');
    await page.locator('[role="switch"][aria-checked="false"]').waitFor();
    await page.keyboard.press('[');
    await page.waitForURL(/from=2026-09-01&to=2026-09-28/);
    await page.keyboard.press('g');
    await page.keyboard.press('c');
    await page.locator('h1', { hasText: 'Conversations' }).waitFor();
    expect(await focused(page)).toBe('Conversations');
    await page.keyboard.press('/');
    await page.locator('[data-search]:focus').waitFor();
    await page.keyboard.type('g o please');
    await page.keyboard.press('Enter');
    await page.waitForURL(/text=g\+o\+please/);
  });

  test('moves along a chart, and a reader hears each point', async () => {
    const { page } = await openPage({ search: '?window=7d' });
    const chart = page.getByRole('application', { name: /Active users/ });
    await chart.focus();
    const told = page.locator('.main-chart [aria-live="polite"]');
    await page.keyboard.press('Home');
    await expect
      .poll(() => told.textContent())
      .toMatch(/^Tuesday,? 20 October 2026: current \d+, previous \d+$/);
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => told.textContent()).toMatch(/^Wednesday,? 21 October 2026/);
    await page.keyboard.press('End');
    await expect.poll(() => told.textContent()).toMatch(/^Monday,? 26 October 2026/);
  });

  test('opens a conversation from a row, and comes back to it', async () => {
    const { page } = await openPage({ search: '?page=conversations' });
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    const row = await focused(page);
    await page.keyboard.press('Enter');
    await page.locator('.bubble').first().waitFor();
    expect(await focused(page)).toMatch(/^Conversation conversation-/);
    await page.keyboard.press('Escape');
    await page.locator('.chat').waitFor({ state: 'detached' });
    expect(await focused(page)).toBe(row);
  });

  test('closes a menu, and gives the focus back', async () => {
    const { page } = await openPage();
    const menu = page.locator('[data-panel="intents"] summary').first();
    await menu.focus();
    await page.keyboard.press('Enter');
    await page.locator('[data-panel="intents"] .menu[open]').waitFor();
    await page.keyboard.press('Escape');
    await page.locator('[data-panel="intents"] .menu:not([open])').waitFor();
    expect(await menu.evaluate((element) => element === document.activeElement)).toBe(true);
    await settle(page);
  });

  test('reaches everything in the order of the page', async () => {
    const { page } = await openPage();
    const seen: string[] = [];
    for (let step = 0; step < 40; step++) {
      await page.keyboard.press('Tab');
      seen.push(await focused(page));
    }
    const wanted = [
      'Skip to the content',
      'Memex',
      'Overview',
      'Today',
      '28 days',
      'Compare',
      'Active users',
      'Median answer time',
    ];
    const places = wanted.map((name) => seen.indexOf(name));
    expect(places).toEqual(places.toSorted((one, other) => one - other));
    expect(places).not.toContain(-1);
  });
});

/** The text of what has the focus. */
function focused(page: Page): Promise<string> {
  return page.evaluate(() => (document.activeElement?.textContent ?? '').replace(/\s+/g, ' ').trim());
}
