import { withoutChromium } from '@memex/test-services';
import { describe, expect, test } from 'vitest';
import { openPage } from '../support/browser.js';
import { NOW } from '../support/library.js';
import { requestOf } from '../support/service.js';

const skipped = withoutChromium();
const KEYS = 'owner-key-0123456789,library-key-0123456789:library,reader-key-0123456789:library:read';

/** The page asks who the reader is before it knows a key. */
const expectedErrors = /40[13]/;

describe.skipIf(skipped !== '')(`keys in Chromium${skipped}`, () => {
  test('a key is asked for once, and is never in an address', async () => {
    const { page, open } = await openPage({ keys: KEYS, expectedErrors });
    const addresses: string[] = [];
    page.on('request', (request) => addresses.push(request.url()));
    await page.locator('#key').fill('wrong');
    await page.keyboard.press('Enter');
    await page.locator('[role="alert"]').waitFor();
    await page.locator('#key').fill('owner-key-0123456789');
    await page.keyboard.press('Enter');
    await page.locator('.cards').waitFor();
    await open('?page=conversations');
    await page.locator('.conversation').first().waitFor();
    expect(addresses.filter((address) => address.includes('owner-key'))).toEqual([]);
    expect(page.url()).not.toContain('owner-key');
    await page.getByRole('button', { name: 'Use another key' }).click();
    await page.locator('#key').waitFor();
  });

  test('a key of one project shows that project', async () => {
    const { page, service } = await openPage({ keys: KEYS, expectedErrors });
    await service.memex.messages.append([{ ...requestOf(1), project: 'other', timestamp: new Date(NOW) }]);
    await page.locator('#key').fill('library-key-0123456789');
    await page.keyboard.press('Enter');
    await page.locator('.cards').waitFor();
    expect(await page.locator('#project option').allTextContents()).toEqual(['library']);
    expect(await page.locator('nav.pages a', { hasText: 'Operations' }).count()).toBe(0);
  });

  test('a key that may only read has no controls that write', async () => {
    const { page, service, open } = await openPage({ keys: KEYS, expectedErrors });
    const analytic = {
      type: 'count',
      dimension: 'user',
      metric: 'active',
      project: 'library',
      timespan: { type: 'moving', value: '7d' },
    } as const;
    await service.api('owner-key-0123456789').define(analytic);
    await page.locator('#key').fill('reader-key-0123456789');
    await page.keyboard.press('Enter');
    await page.locator('.cards').waitFor();
    await open('?page=analytics&define=intents');
    await page.locator('.analytic').waitFor();
    expect(await page.locator('main button').allTextContents()).toEqual(['Copy']);
  });
});
