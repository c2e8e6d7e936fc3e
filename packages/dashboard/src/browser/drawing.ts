import type { Chart } from '../charts/chart.js';
import { type DrawnChart, drawChart, svgOf } from '../charts/engine.js';
import type { Formats } from '../charts/formats.js';
import { optionOf } from '../charts/option.js';
import type { PictureWords } from '../charts/standalone-svg.js';
import { PAGE_THEME, THEMES } from '../charts/theme.js';

/** Draws a chart in the colours of the page. */
export function drawOnPage(
  element: HTMLElement,
  chart: Chart,
  words: PictureWords,
  formats: Formats,
  onChoose: (index: number) => void,
): DrawnChart {
  const theme = { ...PAGE_THEME, font: getComputedStyle(element).fontFamily };
  return drawChart(element, optionOf(chart, { formats, theme }), words, onChoose);
}

const SIZE = { width: 960, height: 480 };

/** A chart as a file: light, and with a heading of its own. */
export function chartFile(chart: Chart, words: PictureWords, formats: Formats): string {
  const heading = { title: words.title, subtitle: words.description, width: SIZE.width };
  return svgOf(optionOf(chart, { formats, theme: THEMES.light, heading }), SIZE, words);
}
