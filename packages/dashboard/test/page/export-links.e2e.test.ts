import { readFile } from 'node:fs/promises';
import { withoutChromium } from '@memex/test-services';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { type OpenOptions, type OpenPage, openPage } from '../support/browser.js';

const skipped = withoutChromium();
const KEY = 'library-key-0123456789';
const LIST = '?window=7d&page=conversations';

describe.skipIf(skipped !== '')(`exports of what lists are about, in Chromium${skipped}`, () => {
  test('are links, which the browser saves itself where no key is needed', async () => {
    const opened = await openPage({ search: LIST });
    const text = await saved(opened.page, 'messages', 'NDJSON');
    expect(text.trim().split('\n')).toHaveLength(await countOf(opened));
  });

  test('are narrowed to a user, and say that they are not to anything else', async () => {
    const opened = await openPage({ search: LIST });
    const userId = (await opened.page.locator('.conversation .who').first().textContent()) ?? '';
    await opened.open(`${LIST}&where=userId:${userId}`);
    const all = (await saved(opened.page, 'messages', 'CSV')).trim().split('\r\n').slice(1);
    expect(all).toHaveLength(await countOf(opened, { userId }));
    const note = opened.page.locator('.menu .note');
    expect(await note.textContent()).toBe('All messages of the window');
    await opened.open(`${LIST}&where=userId:${userId}&where=channel:WEB`);
    expect(await note.textContent()).toMatch(/whatever the other filters/);
  });

  test('of analytics have those of the project', async () => {
    const { page, service } = await openPage({ search: '?page=analytics' });
    await service.api().define({
      project: 'library',
      timespan: { type: 'moving', value: '7d' },
      type: 'count',
      dimension: 'user',
      metric: 'active',
    });
    expect(JSON.parse(await saved(page, 'analytics', 'NDJSON'))).toMatchObject({
      descriptor: { project: 'library', metric: 'active' },
    });
  });

  test('are fetched with the key of the tab where one is needed, and kept until they can be saved', async () => {
    const opened = await openWithKey({ search: LIST });
    const asked: string[] = [];
    opened.page.on('request', (request) => asked.push(request.url()));
    await opened.page.evaluate(() => Reflect.set(window, 'showSaveFilePicker', undefined));
    const text = await saved(opened.page, 'messages', 'NDJSON');
    expect(text.trim().split('\n')).toHaveLength(await countOf(opened));
    await opened.page.locator('.notice.shown', { hasText: 'messages.ndjson is saved' }).waitFor();
    expect(asked.some((address) => address.includes('/export/messages?'))).toBe(true);
    expect(asked.filter((address) => address.includes(KEY))).toEqual([]);
  });

  test('are written to the file that the reader chose, where the browser lets pages do so', async () => {
    const opened = await openWithKey({ search: LIST });
    // The window of the system in which a file is chosen cannot be used by a test. The file is real.
    await opened.page.evaluate(() =>
      Reflect.set(window, 'showSaveFilePicker', async () =>
        (await navigator.storage.getDirectory()).getFileHandle('chosen', { create: true }),
      ),
    );
    await choose(opened.page, 'messages', 'NDJSON');
    await opened.page.locator('.notice.shown', { hasText: 'messages.ndjson is saved' }).waitFor();
    const text = await opened.page.evaluate(async () => {
      const folder = await navigator.storage.getDirectory();
      return (await (await folder.getFileHandle('chosen')).getFile()).text();
    });
    expect(text.trim().split('\n')).toHaveLength(await countOf(opened));
  });

  test('that the service refuses say why, and save nothing', async () => {
    const opened = await openWithKey({ search: LIST, expectedErrors: /40[13]|503/ });
    opened.gateway.refuses = (path) => path.startsWith('/export/');
    await opened.page.evaluate(() => Reflect.set(window, 'showSaveFilePicker', undefined));
    await choose(opened.page, 'messages', 'Parquet');
    await opened.page.locator('.notice.failure', { hasText: 'the store is busy' }).waitFor();
  });
});

async function openWithKey(options: OpenOptions): Promise<OpenPage> {
  const opened = await openPage({ keys: `${KEY}:library`, expectedErrors: /40[13]/, ...options });
  await opened.page.locator('#key').fill(KEY);
  await opened.page.keyboard.press('Enter');
  await opened.page.locator('[data-row]').first().waitFor();
  return opened;
}

async function choose(page: Page, kind: string, format: string): Promise<void> {
  const menu = page.locator('.menu', { has: page.locator(`[aria-label="Export ${kind}"]`) });
  await menu.locator('summary').click();
  await menu.getByText(format, { exact: true }).click();
}

async function saved(page: Page, kind: string, format: string): Promise<string> {
  const [download] = await Promise.all([page.waitForEvent('download'), choose(page, kind, format)]);
  return readFile(await download.path(), 'utf8');
}

/** The messages of the week before the clock of the tests. */
async function countOf({ service }: OpenPage, more: { readonly userId?: string } = {}): Promise<number> {
  const range = { fromTime: '2026-10-19T22:00:00', toTime: '2026-10-26T22:59:59.999999' };
  const { items } = await service
    .api(KEY)
    .messages({ project: 'library', ...range, ...more, maxSize: 10_000 });
  expect(items.length).toBeGreaterThan(0);
  return items.length;
}
