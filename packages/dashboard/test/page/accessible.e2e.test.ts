import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { withoutChromium } from '@memex/test-services';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { openPage } from '../support/browser.js';

const skipped = withoutChromium();

const PAGES: Readonly<Record<string, string>> = {
  overview: '',
  filtered: '?where=channel:WEB&compare=no&window=today',
  'an open panel': '?panel=intents',
  'texts that were not understood': '?panel=not-understood',
  'hours and weekdays': '?panel=hours',
  'message types': '?panel=types',
  conversations: '?page=conversations',
  'a conversation': '?page=conversations&conversation=conversation-290',
  'found messages': '?page=conversations&text=please',
  analytics: '?page=analytics',
  'a descriptor': '?page=analytics&define=fallback-rate',
};

const axeSource = readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

describe.skipIf(skipped !== '')(`everybody can use the page in Chromium${skipped}`, () => {
  test.each([
    ['light', 1_280],
    ['dark', 1_280],
    ['light', 320],
    ['dark', 320],
    ['light', 2_560],
  ] as const)('axe finds nothing: %s, %i px wide', async (colorScheme, width) => {
    const { page, open } = await openPage({
      // The page itself allows no scripts but its own.
      browser: { colorScheme, viewport: { width, height: 800 }, bypassCSP: true },
    });
    for (const [name, search] of Object.entries(PAGES)) {
      await open(search);
      expect({ name, found: await violationsOn(page) }).toEqual({ name, found: [] });
      expect({ name, width: await page.evaluate(() => document.documentElement.scrollWidth) }).toEqual({
        name,
        width,
      });
    }
    await page.keyboard.press('?');
    await page.locator('dialog[open]').waitFor();
    expect(await violationsOn(page)).toEqual([]);
  });

  test.each(['light', 'dark'] as const)(
    'axe finds nothing without a message, and without a key: %s',
    async (colorScheme) => {
      const context = { colorScheme, bypassCSP: true };
      const empty = await openPage({ isEmpty: true, browser: context });
      expect(await violationsOn(empty.page)).toEqual([]);
      const locked = await openPage({
        keys: 'owner-key-0123456789',
        browser: context,
        expectedErrors: /401/,
      });
      await locked.page.locator('#key').waitFor();
      expect(await violationsOn(locked.page)).toEqual([]);
    },
  );

  test('nothing moves for who wants no motion', async () => {
    const { page } = await openPage({ browser: { reducedMotion: 'reduce' } });
    const moving = await page.evaluate(() => document.getAnimations().length);
    expect(moving).toBe(0);
  });
});

async function violationsOn(page: Page): Promise<readonly string[]> {
  await page.evaluate(await axeSource);
  const { violations }: AxeResults = await page.evaluate('axe.run()');
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 200)} ${failureSummary}`),
  );
}
