import { createClient } from '@memex/client';
import { withoutChromium } from '@memex/test-services';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { eventually, storedIds } from './support/entries.js';
import { startBrowser } from './support/pages.js';
import { startService } from './support/service.js';

const skipped = withoutChromium();

/** Adds messages in a page, whose client stays open in it. */
function add(page: Page, url: string, ids: readonly string[]): Promise<unknown> {
  return page.evaluate(`add(${JSON.stringify(url)}, ${JSON.stringify(ids)})`);
}

function flush(page: Page): Promise<unknown> {
  return page.evaluate('flush()');
}

function countKept(page: Page): Promise<unknown> {
  return page.evaluate('countKept()');
}

describe.skipIf(skipped !== '')(`in Chromium${skipped}`, () => {
  test('a client sends what it is given, and walks pages', async () => {
    const service = await startService({ cors: ['*'] });
    const page = await (await startBrowser()).open();
    await add(page, service.url, ['a', 'b', 'c', 'd', 'e', 'f', 'g']);
    expect(await flush(page)).toEqual(['a', 'b', 'c', 'd', 'e', 'f', 'g']);
    await eventually(() => countKept(page)).toBe(0);
  });

  test('what a page could not send is sent once by the next page', async () => {
    const service = await startService({ cors: ['*'] });
    service.faults = [{ losesAnswer: true }];
    const browser = await startBrowser();
    const first = await browser.open();
    await add(first, service.url, ['a', 'b', 'c']);
    await eventually(() => service.seen.filter(({ call }) => call.startsWith('POST')).length).toBeGreaterThan(
      0,
    );
    await first.close();
    service.faults = [];
    const next = await browser.open();
    await add(next, service.url, ['d']);
    expect(await flush(next)).toEqual(['a', 'b', 'c', 'd']);
    expect(new Set(service.seen.map(({ key }) => key).filter((key) => key !== undefined)).size).toBe(2);
    await eventually(() => countKept(next)).toBe(0);
  });

  test('what waits in the memory of a page is sent when the page is closed', async () => {
    const service = await startService({ cors: ['*'] });
    const browser = await startBrowser();
    const page = await browser.open();
    await page.evaluate(`addInMemory(${JSON.stringify(service.url)}, ['a', 'b'])`);
    await page.close({ runBeforeUnload: true });
    await using client = createClient({ url: service.url, project: 'app' });
    await eventually(() => storedIds(client)).toEqual(['a', 'b']);
  });

  test('pages that are open together send their own', async () => {
    const service = await startService({ cors: ['*'] });
    service.faults = [{ hangsUp: true }];
    const browser = await startBrowser();
    const one = await browser.open();
    await add(one, service.url, ['a', 'b']);
    await eventually(() => countKept(one)).toBe(2);
    const other = await browser.open();
    await add(other, service.url, ['c']);
    await eventually(() => countKept(other)).toBe(3);
    service.faults = [];
    await Promise.all([flush(one), flush(other)]);
    expect(await flush(other)).toEqual(['a', 'b', 'c']);
  });
});
