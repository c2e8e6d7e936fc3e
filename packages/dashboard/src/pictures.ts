/**
 * Results of Memex as pictures: SVG texts, drawn without a browser.
 *
 * @packageDocumentation
 */

import type { AnalyticResult } from '@memex/core';
import type { Descriptor } from '@memex/core/model';
import { svgOf } from '#engine';
import type { Chart, NamedValue } from './charts/chart.js';
import type { ChartSize } from './charts/chart-size.js';
import { describeChart } from './charts/describe.js';
import { figuresHeight } from './charts/figures-option.js';
import { createFormats, type Formats } from './charts/formats.js';
import { chartOfResult } from './charts/of-result.js';
import { optionOf } from './charts/option.js';
import { shownName } from './charts/shown-name.js';
import { THEMES, type ThemeName } from './charts/theme.js';

export type { ChartSize, NamedValue, ThemeName };

export interface PictureOptions {
  /** What stands above the picture. */
  readonly title: string;
  /** A BCP 47 tag: how numbers and dates are written. Default: that of the machine. */
  readonly locale?: string | undefined;
  /** Default: `light`. */
  readonly theme?: ThemeName | undefined;
  /** In pixels. By default, 800 wide and as high as the picture needs. */
  readonly size?: ChartSize | undefined;
}

export interface ResultPictureOptions extends PictureOptions {
  /** The IANA name of the zone that times are written in. The buckets of a result are those of the zone it was computed in. */
  readonly zone: string;
}

export interface NumbersPictureOptions extends PictureOptions {
  /** Stands below the title; each on a line of its own. */
  readonly subtitle: readonly string[];
}

const WIDTH = 800;
const COURSE_HEIGHT = 400;
const HEADING_HEIGHT = 140;
const BAR_HEIGHT = 26;

/**
 * Draws a result as an SVG image, with a title and a description for who does not see it. Equal results give equal texts.
 *
 * Of results with a series it draws the series: counts and aggregations as lines, that of the window before dashed, and what leads to a
 * bucket that had not ended dotted; segments as stacked bars. Of results without one it draws bars or figures. At most 30 bars and 8
 * parts of a bar are drawn: the last one has the sum of the rest.
 *
 * @throws RangeError if the zone or the locale is not known.
 */
export function pictureOf(
  descriptor: Descriptor,
  result: AnalyticResult,
  { zone, ...options }: ResultPictureOptions,
): string {
  const formats = createFormats(options.locale, zone);
  const subtitle = windowsTexts(result, formats, zone);
  return draw(chartOfResult(descriptor, result), formats, { ...options, subtitle });
}

/**
 * Draws numbers as an SVG image: a bar for each, with its name.
 *
 * @throws RangeError if the locale is not known.
 */
export function pictureOfNumbers(rows: readonly NamedValue[], options: NumbersPictureOptions): string {
  return draw({ kind: 'bars', unit: 'count', rows }, createFormats(options.locale, 'UTC'), options);
}

function draw(
  chart: Chart,
  formats: Formats,
  { title, subtitle, theme = 'light', size }: NumbersPictureOptions,
): string {
  const drawnSize = size ?? { width: WIDTH, height: heightOf(chart) };
  const shownTitle = shownName(title);
  const heading = { title: shownTitle, subtitle: subtitle.map(shownName).join('\n'), width: drawnSize.width };
  const description = `${subtitle.map(shownName).join(', ')}. ${describeChart(chart, formats)}`;
  return svgOf(optionOf(chart, { formats, theme: THEMES[theme], heading }), drawnSize, {
    title: shownTitle,
    description,
  });
}

function windowsTexts(
  { fromDt, toDt, previous }: AnalyticResult,
  formats: Formats,
  zone: string,
): readonly string[] {
  const window = `${formats.span(fromDt ?? null, toDt)}, ${zone}`;
  if (previous === undefined) return [window];
  return [window, `previous: ${formats.span(previous.fromDt ?? null, previous.toDt)}`];
}

function heightOf(chart: Chart): number {
  switch (chart.kind) {
    case 'bars': {
      const bars = chart.rows.some(({ previous }) => previous !== undefined) ? 2 : 1;
      return HEADING_HEIGHT + chart.rows.length * bars * BAR_HEIGHT;
    }
    case 'figures':
      return HEADING_HEIGHT + figuresHeight(chart.rows.length);
    case 'lines':
    case 'stacked':
    case 'hours':
      return COURSE_HEIGHT;
  }
}
