import { withoutChromium } from '@memex/test-services';
import type { Locator, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { createLoader } from '../../src/data/loader.js';
import { CARD_IDS, type FieldValue } from '../../src/state/view-state.js';
import { CARD_TEXTS } from '../../src/views/names.js';
import { writeFigure } from '../../src/views/numbers.js';
import { openPage, settle } from '../support/browser.js';
import { subjectIn } from '../support/subject.js';

const skipped = withoutChromium();
const MONTH = { kind: 'named', name: '28d' } as const;
const WEB: FieldValue = { field: 'channel', value: 'WEB' };

describe.skipIf(skipped !== '')(`the page in Chromium${skipped}`, () => {
  test.each<[string, readonly FieldValue[], string]>([
    ['all', [], ''],
    ['those of a channel', [WEB], '?where=channel%3AWEB'],
  ])('shows the figures of the API: %s', async (_, conditions, search) => {
    const { page, service } = await openPage({ search });
    const loader = createLoader(subjectIn(MONTH, conditions), service.api());
    for (const id of CARD_IDS) {
      const { value, previous } = await loader.card(id);
      const { unit } = CARD_TEXTS[id];
      const card = page.locator(`[data-card="${id}"]`);
      expect(await card.locator('strong').textContent()).toBe(writeFigure(value, unit, 'en-GB'));
      expect(await card.locator('.before').textContent()).toBe(
        `was ${writeFigure(previous?.value ?? null, unit, 'en-GB')}`,
      );
    }
    for (const id of ['intents', 'channels', 'languages'] as const) {
      const data = await loader.panel(id);
      if (data.kind !== 'values') throw new Error('the panel has values');
      const rows = page.locator(`[data-panel="${id}"] li[data-count]`);
      const [names, counts] = [rows.locator('bdi'), rows.locator('.number:not(.soft)')];
      const shown = data.rows.slice(0, 5);
      expect(await names.allTextContents()).toEqual(shown.map(({ value }) => String(value)));
      expect(await counts.allTextContents()).toEqual(shown.map(({ count }) => count.toLocaleString('en-GB')));
    }
    const fallbacks = await loader.panel('not-understood');
    if (fallbacks.kind !== 'fallbacks') throw new Error('the panel has texts');
    expect(await page.locator('[data-panel="not-understood"] .fallback-rows a').allTextContents()).toEqual(
      fallbacks.rows.map(({ text }) => text),
    );
    const types = await loader.panel('types');
    if (types.kind !== 'types') throw new Error('the panel has types');
    expect(await countsIn(page.locator('[data-panel="types"] li[data-count]'))).toEqual(
      types.series.map(({ counts }) => counts.reduce((sum, count) => sum + count, 0)),
    );
    const hours = await loader.panel('hours');
    if (hours.kind !== 'hours') throw new Error('the panel has hours');
    const cells = await page.locator('[data-panel="hours"] tbody td').allTextContents();
    expect(cells.map(Number)).toEqual(hours.counts.flat());
  });

  test('shows the course of the chosen card, as a chart and as a table', async () => {
    const { page, service } = await openPage({ search: '?card=conversations' });
    const { points } = await createLoader(subjectIn(MONTH), service.api()).card('conversations');
    await page.locator('.main-chart .chart-place svg').waitFor();
    await page.locator('.main-chart summary', { hasText: 'Numbers' }).click();
    const cells = await page.locator('.main-chart tbody tr td:nth-of-type(1)').allInnerTexts();
    expect(cells).toEqual(points.map(({ value }) => String(value)));
  });

  test('narrows everything to a row, and widens it again', async () => {
    const { page } = await openPage();
    const before = await page.locator('[data-card="conversations"] strong').textContent();
    await page.locator('[data-panel="channels"] a.name', { hasText: 'WEB' }).click();
    await settle(page);
    expect(stateOf(page.url()).getAll('where')).toEqual(['channel:WEB']);
    expect(await page.locator('[data-panel="channels"] li[data-count]').count()).toBe(1);
    expect(await page.locator('[data-card="conversations"] strong').textContent()).not.toBe(before);
    await page.locator('.chip').click();
    await settle(page);
    expect(await page.locator('[data-card="conversations"] strong').textContent()).toBe(before);
  });

  test('goes back and forth with the buttons of the browser, and opens links', async () => {
    const { page, open } = await openPage();
    await page.locator('[data-card="fallback-rate"] a').click();
    await page.locator('.segments a', { hasText: '7 days' }).click();
    await settle(page);
    const link = page.url();
    await page.goBack();
    await page.goBack();
    await page.locator('.card.chosen[data-card="active-users"]').waitFor();
    expect(await page.locator('.segments [aria-current]').textContent()).toBe('28 days');
    await page.goForward();
    await page.goForward();
    await settle(page);
    const shown = await textsOf(page);
    await open(new URL(link).search);
    expect(await page.locator('#chart-title').textContent()).toBe('Fallback rate');
    expect(await textsOf(page)).toEqual(shown);
  });

  test('shifts the window by a period', async () => {
    const { page } = await openPage({ search: '?window=7d' });
    await page.locator('a[data-step="-1"]').click();
    await settle(page);
    const query = stateOf(page.url());
    expect([query.get('from'), query.get('to')]).toEqual(['2026-10-13', '2026-10-19']);
    await page.locator('a[data-step="1"]').click();
    await settle(page);
    expect(stateOf(page.url()).get('from')).toBe('2026-10-20');
  });
});

/** Without the charts, which are drawn when their engine is there. */
function textsOf(page: Page): Promise<readonly string[]> {
  return page.locator('.card, .main-chart table, .panel li').allTextContents();
}

function stateOf(url: string): URLSearchParams {
  return new URL(url).searchParams;
}

async function countsIn(rows: Locator): Promise<readonly number[]> {
  return rows.evaluateAll((all) => all.map((row) => Number(row.getAttribute('data-count'))));
}
