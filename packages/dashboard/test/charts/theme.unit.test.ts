import { describe, expect, test } from 'vitest';
import { PAGE_THEME, THEMES, themeCss } from '../../src/charts/theme.js';

/** WCAG 2.2: 4.5 for text, 3 for what is drawn. */
const [TEXT, DRAWING] = [4.5, 3];

describe.each(Object.entries(THEMES))('%s', (_, theme) => {
  test('texts stand out', () => {
    expect(contrast(theme.ink, theme.surface)).toBeGreaterThanOrEqual(TEXT);
    expect(contrast(theme.muted, theme.surface)).toBeGreaterThanOrEqual(TEXT);
    expect(contrast(theme.onInk, theme.ink)).toBeGreaterThanOrEqual(TEXT);
  });

  test.each([theme.accent, theme.previous, ...theme.palette])('%s stands out', (colour) => {
    expect(contrast(colour, theme.surface)).toBeGreaterThanOrEqual(DRAWING);
  });
});

test('the style sheet has every variable of the page', () => {
  const css = themeCss();
  const used = JSON.stringify(PAGE_THEME).match(/--[\w-]+/g) ?? [];
  expect(used.length).toBeGreaterThan(10);
  for (const name of used) expect(css.split(`${name}: `)).toHaveLength(3);
});

function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
