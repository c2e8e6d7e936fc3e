import { withoutChromium } from '@memex/test-services';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { openPage, settle } from '../support/browser.js';
import type { Service } from '../support/service.js';

const skipped = withoutChromium();
const LISTS = '?window=91d&page=conversations';

describe.skipIf(skipped !== '')(`lists in Chromium${skipped}`, () => {
  test('show more rows by a button, which follow those that are there, and the address tells how many', async () => {
    const { page, service } = await openPage({ search: LISTS });
    const wanted = await all(service);
    expect(wanted.length).toBeGreaterThan(150);
    expect(await ids(page)).toEqual(wanted.slice(0, 50));
    expect(await page.locator('.more [role="status"]').textContent()).toBe('The newest 50 conversations.');
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await page.getByRole('link', { name: 'Show more conversations' }).click();
    await page.locator('[data-row]').nth(99).waitFor();
    await settle(page);
    expect(await ids(page)).toEqual(wanted.slice(0, 100));
    expect(new URL(page.url()).searchParams.get('rows')).toBe('100');
    const lists = asked.filter((url) => url.includes('/conversations?'));
    expect(lists).toHaveLength(1);
    expect(lists[0]).toMatch(/maxSize=50&cursor=/);
    // The focus is where the new rows begin.
    expect(await page.evaluate(() => document.activeElement?.getAttribute('href'))).toContain(wanted[50]);
    await page.reload();
    await settle(page);
    expect(await ids(page)).toEqual(wanted.slice(0, 100));
  });

  test('show more rows by the keyboard, to the last one', async () => {
    const { page, service } = await openPage({ search: LISTS });
    const wanted = await all(service);
    for (let rows = 100; rows < wanted.length + 50; rows += 50) {
      // The link of the rows before is there until the page has those that were asked for.
      await page.locator(`[data-more][href*="rows=${rows}"]`).waitFor();
      await page.keyboard.press('m');
      await page.waitForURL(new RegExp(`rows=${rows}`));
      await settle(page);
    }
    expect(await ids(page)).toEqual(wanted);
    expect(await page.locator('[data-more]').count()).toBe(0);
    await page.goBack();
    expect(page.url()).not.toContain('rows=');
  });

  test('begin anew with another window, and stay as they are beside a conversation', async () => {
    const { page } = await openPage({ search: `${LISTS}&rows=100` });
    await page.locator('[data-row]').nth(60).click();
    await page.locator('.bubble').first().waitFor();
    await settle(page);
    expect(await page.locator('[data-row]').count()).toBe(100);
    await page.getByRole('link', { name: '28 days' }).click();
    await page.waitForURL((url) => !url.search.includes('rows='));
  });

  test('of found messages and of texts that were not understood have more, too', async () => {
    const { page, open } = await openPage({ search: `${LISTS}&text=please` });
    await page.getByRole('link', { name: 'Show more messages' }).click();
    await page.locator('[data-row]').nth(99).waitFor();
    await open('?window=91d&panel=not-understood');
    expect(await page.locator('[data-row]').count()).toBe(25);
    await page.getByRole('link', { name: 'Show more requests' }).click();
    await page.locator('[data-row]').nth(49).waitFor();
  });

  test('are led on by links without scripts', async () => {
    const { page, open } = await openPage({
      browser: { javaScriptEnabled: false },
      search: `${LISTS}&scripts=off`,
    });
    await page.getByRole('link', { name: 'Show more conversations' }).click();
    await page.locator('[data-row]').nth(99).waitFor();
    await open(`${LISTS}&rows=1000&scripts=off`);
    expect(await page.locator('[data-more]').count()).toBe(0);
  });
});

function ids(page: Page): Promise<readonly (string | null)[]> {
  return page
    .locator('a.conversation')
    .evaluateAll((links) =>
      links.map((link) => new URLSearchParams(link.getAttribute('href') ?? '').get('conversation')),
    );
}

async function all({ api }: Service): Promise<readonly string[]> {
  const { items } = await api().conversations({
    project: 'library',
    fromTime: '2026-07-27T22:00:00',
    toTime: '2026-10-26T22:59:59.999999',
    maxSize: 10_000,
  });
  return items.map(({ conversationId }) => conversationId);
}
