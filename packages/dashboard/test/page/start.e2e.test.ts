import { withoutChromium } from '@memex/test-services';
import { describe, expect, test } from 'vitest';
import { openPage } from '../support/browser.js';

const skipped = withoutChromium();

describe.skipIf(skipped !== '')(`the start of the page in Chromium${skipped}`, () => {
  test.each([
    ['?project=library', ['GET projects', 'POST analytics/query']],
    ['?project=library&window=7d&where=channel:WEB', ['GET projects', 'POST analytics/query']],
    ['?project=library&page=conversations', ['GET conversations', 'GET projects']],
    ['', ['GET projects', 'POST analytics/query']],
  ])('asks each thing once, and the session not at all: %s', async (search, wanted) => {
    const { page, gateway, open } = await openPage({ search: '?page=analytics' });
    const asked: string[] = [];
    page.on('request', (request) => {
      const path = request.url().slice(gateway.url.length).replace(/\?.*/, '');
      // Which conversations have fallbacks is asked when it is known that there are some.
      const isLater = /^(?:conversations$|performance)/.test(path) && !search.includes('conversations');
      if (path !== '' && path !== 'live' && !path.startsWith('dashboard/') && !isLater)
        asked.push(`${request.method()} ${path}`);
    });
    await open(search);
    expect(asked.toSorted()).toEqual(wanted);
  });

  test('sends the calls before the script of the page is there', async () => {
    const { page, gateway, open } = await openPage({ search: '?page=analytics' });
    let asked = (): void => undefined;
    const isAsked = new Promise<void>((resolve) => {
      asked = resolve;
    });
    await page.route(/\/dashboard\/app-/, async (route) => {
      await isAsked;
      await route.continue();
    });
    page.on('request', (request) => {
      if (request.url().startsWith(`${gateway.url}analytics/query`)) asked();
    });
    await open('?project=library');
    expect(await page.locator('.figure strong').count()).toBe(6);
  });
});
