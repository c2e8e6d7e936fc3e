import { withoutChromium } from '@memex/test-services';
import { describe, expect, test } from 'vitest';
import { svgOf } from '../../src/charts/engine.js';
import { createFormats } from '../../src/charts/formats.js';
import { optionOf } from '../../src/charts/option.js';
import { shownName } from '../../src/charts/shown-name.js';
import { PAGE_THEME, THEMES } from '../../src/charts/theme.js';
import { openChartPage } from '../support/chart-page.js';
import { CHARTS, HOSTILE } from '../support/charts.js';

const skipped = withoutChromium();
const formats = createFormats('en-GB', 'Europe/Rome');
const WORDS = { title: 'A chart', description: 'It rises.' };
const SIZE = { width: 600, height: 300 };

describe.skipIf(skipped !== '')(`charts in Chromium${skipped}`, () => {
  test('of every kind are drawn under the policy of the page, without a word in the console', async () => {
    const { page, complaints } = await openChartPage('');
    for (const kind of Object.keys(CHARTS)) {
      await page.evaluate((one) => Reflect.get(window, 'draw')(one), kind);
      expect(await page.locator('#chart svg[role=img][aria-label="A chart"] text').count()).toBeGreaterThan(
        0,
      );
    }
    expect(complaints).toEqual([]);
  });

  test('look the same whether the server or the page draws them', async () => {
    const svg = svgOf(optionOf(CHARTS.lines, { formats, theme: PAGE_THEME }), SIZE, WORDS);
    const { page, complaints } = await openChartPage(svg);
    const stylesIn = (place: string) =>
      page.locator(`${place} svg text`).evaluateAll((texts) =>
        texts.map((one) => {
          const { fontSize, fontFamily, fill } = getComputedStyle(one);
          return `${one.textContent} ${fontSize} ${fontFamily} ${fill}`;
        }),
      );
    const drawnByServer = await stylesIn('#static');
    expect(drawnByServer).toContain(
      '1,200 12px system-ui, sans-serif rgb(86, 96, 114)'.replace('1,200', '1.2k'),
    );
    expect(new Set(drawnByServer)).toEqual(new Set(await stylesIn('#chart')));
    expect(complaints).toEqual([]);
  });

  test('follow the theme without being drawn again', async () => {
    const { page } = await openChartPage('');
    const colour = () =>
      page
        .locator('#chart svg text')
        .first()
        .evaluate((one) => getComputedStyle(one).fill);
    const light = await colour();
    await page.emulateMedia({ colorScheme: 'dark' });
    expect(await colour()).not.toBe(light);
    await page.emulateMedia({ colorScheme: 'dark', media: 'print' });
    expect(await colour()).toBe(light);
  });

  test('show the numbers of a point that the keyboard chose, are as wide as their place, and go', async () => {
    const { page, complaints } = await openChartPage('');
    await page.evaluate(() => Reflect.get(window, 'drawn').point(1));
    await page.locator('#chart svg text', { hasText: 'current 1,200' }).waitFor();
    await page.evaluate(() => {
      const place = document.querySelector('#chart');
      if (place instanceof HTMLElement) place.style.width = '320px';
    });
    await page.locator('#chart svg[width="320"]').waitFor();
    await page.evaluate(() => Reflect.get(window, 'drawn').stop());
    expect(await page.locator('#chart svg').count()).toBe(0);
    expect(complaints).toEqual([]);
  });

  test('are XML as files, whatever the names in them', async () => {
    const rows = HOSTILE.map((text, index) => ({ name: shownName(text), value: index }));
    const files = [...Object.values(CHARTS), { kind: 'bars', unit: 'count', rows } as const].map((chart) =>
      svgOf(optionOf(chart, { formats, theme: THEMES.print }), SIZE, WORDS),
    );
    const { page, complaints } = await openChartPage('');
    const roots = await page.evaluate(
      (texts) =>
        texts.map((text) => {
          const { documentElement } = new DOMParser().parseFromString(text, 'image/svg+xml');
          return `${documentElement.nodeName} ${documentElement.querySelectorAll('parsererror, script, image').length}`;
        }),
      files,
    );
    expect(roots).toEqual(files.map(() => 'svg 0'));
    expect(complaints).toEqual([]);
  });

  test('are images too', async () => {
    const svg = svgOf(optionOf(CHARTS.bars, { formats, theme: THEMES.light }), SIZE, WORDS);
    const image = `<img alt="" src="data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}">`;
    const { page, complaints } = await openChartPage(image);
    expect(
      await page.locator('img').evaluate((one) => one instanceof HTMLImageElement && one.naturalWidth),
    ).toBe(600);
    expect(complaints).toEqual([]);
  });
});
