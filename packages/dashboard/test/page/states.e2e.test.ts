import { withoutChromium } from '@memex/test-services';
import { describe, expect, test } from 'vitest';
import { openPage, settle } from '../support/browser.js';
import { NOW } from '../support/library.js';
import { requestOf } from '../support/service.js';

const skipped = withoutChromium();

describe.skipIf(skipped !== '')(`states of the page in Chromium${skipped}`, () => {
  test('without a message it tells how to send one to this address, and lights up when it arrives', async () => {
    const { page, service, gateway } = await openPage({ isEmpty: true });
    const command = (await page.locator('.command').textContent()) ?? '';
    expect(command).toContain(`curl ${gateway.url}messages`);
    await service.memex.messages.append([{ ...requestOf(1), timestamp: new Date(NOW) }]);
    await page.locator('.cards').waitFor();
    expect(await page.locator('#project').inputValue()).toBe('library');
  });

  test('the command that it tells stores a message', async () => {
    const { page } = await openPage({ isEmpty: true, now: undefined });
    const { promisify } = await import('node:util');
    const { execFile } = await import('node:child_process');
    const command = (await page.locator('.command').textContent()) ?? '';
    const { stdout } = await promisify(execFile)('sh', ['-c', command]);
    expect(JSON.parse(stdout)).toMatchObject({ code: 201 });
    await page.locator('.cards').waitFor();
  });

  test('a panel that fails says why, and the others stay', async () => {
    const { page, gateway } = await openPage({ search: '?page=analytics', expectedErrors: /503|live/ });
    gateway.refuses = (path, body) => path.startsWith('/analytics/query') && body.includes('"language"');
    await page.locator('nav a', { hasText: 'Overview' }).click();
    await page.locator('[data-panel="languages"] .failed').waitFor();
    await settle(page);
    expect(await page.locator('[data-panel="languages"] .failed').textContent()).toContain(
      'Unavailable: the store is busy',
    );
    expect(await page.locator('.failed').count()).toBe(1);
    expect(await page.locator('[data-panel="channels"] li[data-count]').count()).toBe(2);
    expect(await page.locator('.figure strong').count()).toBe(6);
    gateway.refuses = () => false;
    await page.locator('[data-panel="languages"] .failed button').click();
    await page.locator('[data-panel="languages"] li[data-count]').first().waitFor();
  });

  test('a window without messages says so in each panel', async () => {
    const { page } = await openPage({ search: '?from=2020-01-01&to=2020-01-07' });
    expect(await page.locator('.panel .nothing').count()).toBe(6);
    expect(await page.locator('[data-card="fallback-rate"] strong').textContent()).toBe('–');
  });

  test('all dates and times are in the zone that it names', async () => {
    const { page } = await openPage({ search: '?page=conversations', browser: { timezoneId: 'Asia/Tokyo' } });
    expect(await page.locator('.footer').textContent()).toContain('All dates and times are in Europe/Rome');
    const time = page.locator('.conversation time').first();
    const utc = (await time.getAttribute('datetime')) ?? '';
    const clock = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/Rome', timeStyle: 'short' });
    expect(await time.textContent()).toBe(clock.format(new Date(utc)));
  });
});
