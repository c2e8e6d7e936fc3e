import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { type DescriptorInput, NotFoundError } from '@memex/core';
import { withoutChromium } from '@memex/test-services';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { openPage } from '../support/browser.js';
import type { Service } from '../support/service.js';

const skipped = withoutChromium();
const KEY = 'boss-key-0123456789';

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

  test.each([
    ['light', 1_280],
    ['dark', 1_280],
    ['light', 320],
  ] as const)(
    'axe finds nothing where analytics have results and jobs are dead: %s, %i px wide',
    async (colorScheme, width) => {
      const { page, service, open } = await openPage({
        keys: `${KEY}:admin`,
        browser: { colorScheme, viewport: { width, height: 800 }, bypassCSP: true },
        expectedErrors: /401/,
      });
      await page.locator('#key').fill(KEY);
      await page.keyboard.press('Enter');
      await page.locator('.cards').waitFor();
      await computeAll(service);
      await killJob(service);
      await open('?page=analytics');
      await page
        .locator('.analytic')
        .nth(DEFINED.length - 1)
        .waitFor();
      await page.locator('.analytic svg[role="img"]').first().waitFor();
      for (const summary of await page.locator('.analytic summary').all()) await summary.click();
      expect(await violationsOn(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
      await open('?page=operations');
      await page.locator('[data-job]').waitFor();
      expect(await violationsOn(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
    },
  );

  test('nothing moves for who wants no motion', async () => {
    const { page } = await openPage({ browser: { reducedMotion: 'reduce' } });
    const moving = await page.evaluate(() => document.getAnimations().length);
    expect(moving).toBe(0);
  });
});

const COUNTED = { project: 'library', timespan: { type: 'moving', value: '28d' } } as const;

/** One of each form of result: a number, a course, segments, statistics. */
const DEFINED: readonly DescriptorInput[] = [
  { ...COUNTED, type: 'count', dimension: 'user', metric: 'active' },
  { ...COUNTED, type: 'count', dimension: 'user', metric: 'active', interval: 'day', compare: 'previous' },
  { ...COUNTED, type: 'segmentation', dimension: 'message', metric: 'requests', by: 'intent.name' },
  { ...COUNTED, type: 'aggregation', field: 'responseTime', aggregation: 'percentiles' },
];

async function computeAll({ memex, api }: Service): Promise<void> {
  const worker = memex.worker();
  await worker.start();
  for (const descriptor of DEFINED) await api(KEY).compute(await api(KEY).define(descriptor));
  await expect
    .poll(async () =>
      (await api(KEY).analytics({ project: 'library' })).items.every(({ result }) => result !== null),
    )
    .toBe(true);
  await worker.stop();
}

async function killJob({ jobs: { queue } }: Service): Promise<void> {
  const fail = async () => Promise.reject(new NotFoundError('the application'));
  const consumer = queue.consume(fail, { concurrency: 1 });
  await queue.enqueue([{ id: 'a-job', work: { kind: 'update-analytic', analyticId: 'an-analytic' } }]);
  await expect.poll(async () => (await queue.depth()).dead).toBe(1);
  await consumer.stop();
}

async function violationsOn(page: Page): Promise<readonly string[]> {
  await page.evaluate(await axeSource);
  const { violations }: AxeResults = await page.evaluate('axe.run()');
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 200)} ${failureSummary}`),
  );
}
