import { describe, expect, test } from 'vitest';
import type { Chart } from '../../src/charts/chart.js';
import { svgOf } from '../../src/charts/engine.js';
import { createFormats } from '../../src/charts/formats.js';
import { optionOf } from '../../src/charts/option.js';
import { shownName } from '../../src/charts/shown-name.js';
import { PAGE_THEME, THEMES } from '../../src/charts/theme.js';
import { CHARTS, HOSTILE } from '../support/charts.js';

const formats = createFormats('en-GB', 'Europe/Rome');
const SIZE = { width: 720, height: 320 };
const WORDS = { title: 'A & B', description: 'It <rises>.' };

function draw(chart: Chart, theme = THEMES.light): string {
  const heading = { title: 'A & B', subtitle: 'November', width: SIZE.width };
  return svgOf(optionOf(chart, { formats, theme, heading }), SIZE, WORDS);
}

describe.each(Object.entries(CHARTS))('a chart of %s', (_, chart) => {
  test('says what it is', () => {
    expect(draw(chart)).toMatch(
      /^<svg role="img" [^>]*><title>A &#38; B<\/title><desc>It &#60;rises&#62;\.<\/desc>/,
    );
  });

  test('has nothing that a page forbids or that another chart has too', () => {
    expect(draw(chart)).not.toMatch(/ style=|<style| class=| id=|url\(|ecmeta| font="/);
  });

  test('is the same each time', () => {
    expect(draw(chart)).toBe(draw(chart));
  });

  test('has the colours of the page as variables', () => {
    const svg = svgOf(optionOf(chart, { formats, theme: PAGE_THEME }), SIZE, WORDS);
    expect(svg).toContain('fill="var(--chart-');
  });
});

describe('lines', () => {
  const { accent, previous } = THEMES.light;
  const dashesOf = (colour: string): readonly (string | undefined)[] =>
    [...draw(CHARTS.lines).matchAll(/<path [^>]*stroke="(#\w+)"[^>]*>/g)]
      .filter(([path, stroke]) => stroke === colour && path.includes('fill="none"'))
      .map(([path]) => /stroke-dasharray="([^"]+)"/.exec(path)?.[1]);

  test('of the period before are dashed, and to an unfinished bucket dotted', () => {
    expect(dashesOf(accent)).toContain(undefined);
    const dotted = dashesOf(accent).filter((dash) => dash !== undefined);
    expect(dotted).toHaveLength(1);
    expect(dashesOf(previous)).not.toContain(undefined);
    expect(dashesOf(previous)).not.toContain(dotted[0]);
  });

  test('have a point where a value has no neighbours', () => {
    const points = [1, null, 2].map((value) => ({ from: null, value, unfinished: false }));
    const lines = [{ name: 'current', role: 'current', points }] as const;
    const alone = draw({ kind: 'lines', unit: 'count', interval: 'day', lines });
    expect(alone.match(/<path [^>]*transform="matrix/g)).toHaveLength(2);
  });

  test('may go below zero', () => {
    const points = [-5, 5].map((value) => ({ from: null, value, unfinished: false }));
    const lines = [{ name: 'current', role: 'current', points }] as const;
    expect(draw({ kind: 'lines', unit: 'decimal', interval: 'day', lines })).toContain('>-5<');
  });
});

test('a legend that needs several lines does not cover the chart', () => {
  const parts = Array.from({ length: 20 }, (_, index) => ({ name: `a long name ${index}`, counts: [1] }));
  const buckets = [{ from: null, unfinished: false }];
  const svg = draw({ kind: 'stacked', interval: 'day', buckets, parts });
  const placesOf = (text: RegExp): readonly number[] =>
    [...svg.matchAll(/<text [^>]*transform="translate\([\d.]+ ([\d.]+)\)"[^>]*>([^<]*)</g)]
      .filter(([, , shown = '']) => text.test(shown))
      .map(([, y]) => Number(y));
  expect(Math.min(...placesOf(/^\d+$/))).toBeGreaterThan(Math.max(...placesOf(/long name/)));
});

test('bars have their numbers', () => {
  const svg = draw(CHARTS.bars);
  for (const text of ['book a table', '1,234', '987', 'opening hours', '56', '>0<'])
    expect(svg).toContain(text);
});

test('the darkest hour is the one with the most', () => {
  expect(draw(CHARTS.hours).match(/ fill="#1f5fd6"(?! fill-opacity)/g)).toHaveLength(1);
});

describe('a text of a user', () => {
  test.each(HOSTILE)('is no markup (%#)', (text) => {
    const name = shownName(text);
    const svg = draw({ kind: 'bars', unit: 'count', rows: [{ name, value: 1 }] });
    expect(svg).not.toMatch(/<(?:script|img)|onerror=[^&]*>/);
    expect(svg.match(/<\/svg>/g)).toHaveLength(1);
    expect(svg.length).toBeLessThan(10_000);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: XML has none of them.
    expect(svg).not.toMatch(/[\u0000-\u0008\u202e\ud800](?![\udc00-\udfff])/);
  });

  test('stays readable where it disturbs nothing', () => {
    expect(shownName('👩‍👩‍👧‍👦 مرحبا')).toBe('👩‍👩‍👧‍👦 مرحبا');
    expect(shownName('a\nb')).toBe('a b');
    expect(shownName('')).toBe('""');
  });
});
