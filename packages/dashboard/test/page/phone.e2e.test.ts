import { withoutChromium } from '@memex/test-services';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { openPage, settle } from '../support/browser.js';

const skipped = withoutChromium();
const WIDTH = 390;
const PHONE = {
  viewport: { width: WIDTH, height: 844 },
  deviceScaleFactor: 3,
  isMobile: true,
  hasTouch: true,
};

const PAGES = [
  '',
  '?where=channel:WEB&where=language:it',
  '?panel=intents',
  '?panel=not-understood',
  '?panel=hours',
  '?page=conversations',
  '?page=conversations&text=please',
  '?page=conversations&conversation=conversation-290',
  '?page=analytics&define=fallback-rate',
];

describe.skipIf(skipped !== '')(`the page on a phone, in Chromium${skipped}`, () => {
  test('is as wide as the phone, and has nothing that a finger misses', async () => {
    const { page, open } = await openPage({ browser: PHONE });
    for (const search of PAGES) {
      await open(search);
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      expect({ search, width, small: await smallTargets(page) }).toEqual({ search, width: WIDTH, small: [] });
    }
  });

  test('opens a conversation over all, and closes it', async () => {
    const { page } = await openPage({ browser: PHONE, search: '?window=91d&page=conversations' });
    await page.locator('[data-row]').first().tap();
    await page.locator('.bubble').first().waitFor();
    const box = await page.locator('.chat').boundingBox();
    expect(box).toEqual({ x: 0, y: 0, width: WIDTH, height: PHONE.viewport.height });
    await page.locator('.chat').getByRole('link', { name: 'Close' }).tap();
    await page.locator('.chat').waitFor({ state: 'detached' });
    await settle(page);
    expect(await page.locator('[data-row]').count()).toBe(50);
  });

  test.each([
    ['the menu of a panel', '', '[data-panel="intents"] .menu'],
    ['the menu of the chart', '', '.main-chart .menu'],
    ['the dates', '', '.windows .popover'],
    ['the exports of conversations', '?window=91d&page=conversations', '.list-page .menu'],
    ['the exports of analytics', '?page=analytics', '.list-page .menu'],
  ])('shows %s where it can be reached, and closes it', async (_, search, selector) => {
    const { page, open } = await openPage({ browser: PHONE, search });
    const popover = page.locator(selector).first();
    for (const width of [WIDTH, 360, 320]) {
      await page.setViewportSize({ ...PHONE.viewport, width });
      await open(search);
      await popover.locator('summary').tap();
      const box = await popover.locator('.sheet').boundingBox();
      expect(box?.x).toBeGreaterThanOrEqual(0);
      expect((box?.x ?? 0) + (box?.width ?? width)).toBeLessThanOrEqual(width);
      await page.locator('.footer span').first().tap();
      await expect.poll(() => popover.getAttribute('open')).toBeNull();
    }
  });
});

/**
 * Targets that are too small for a finger (WCAG 2.2, 2.5.8): under 24 CSS pixels, and so near to another that circles of this size around them meet.
 * Links within sentences are left out, as there.
 */
function smallTargets(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const size = 24;
    const targets = [...document.querySelectorAll('a, button, summary, input:not([type="hidden"]), select')]
      .filter((one) => one.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true }))
      .filter(
        (one) => one.closest('p, .prose, .skip, [aria-hidden="true"]') === null && !one.matches('.skip'),
      )
      .map((one) => ({ one, box: one.getBoundingClientRect() }));
    type Target = (typeof targets)[number];
    const isSmall = ({ box }: Target): boolean => box.width < size || box.height < size;
    const centre = ({ box }: Target) => [box.x + box.width / 2, box.y + box.height / 2] as const;
    const meets = (small: Target, other: Target): boolean => {
      const [x, y] = centre(small);
      if (isSmall(other)) {
        const [otherX, otherY] = centre(other);
        return Math.hypot(x - otherX, y - otherY) < size;
      }
      const { left, right, top, bottom } = other.box;
      const [dx, dy] = [Math.max(left - x, 0, x - right), Math.max(top - y, 0, y - bottom)];
      return Math.hypot(dx, dy) < size / 2;
    };
    return targets
      .filter((small) => isSmall(small) && targets.some((other) => other !== small && meets(small, other)))
      .map(({ one, box }) => `${one.outerHTML.slice(0, 120)} ${box.width} × ${box.height}`);
  });
}
