import {
  BarChart,
  type BarSeriesOption,
  CustomChart,
  type CustomSeriesOption,
  LineChart,
  type LineSeriesOption,
} from 'echarts/charts';
import {
  GridComponent,
  type GridComponentOption,
  LegendComponent,
  type LegendComponentOption,
  TitleComponent,
  type TitleComponentOption,
  TooltipComponent,
  type TooltipComponentOption,
} from 'echarts/components';
import { type ComposeOption, init, setPlatformAPI, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import type { ChartSize } from './chart-size.js';
import { type PictureWords, standaloneSvg } from './standalone-svg.js';
import { textWidth } from './text-width.js';

use([
  BarChart,
  CustomChart,
  LineChart,
  GridComponent,
  LegendComponent,
  TitleComponent,
  TooltipComponent,
  SVGRenderer,
]);

// Without a browser, nobody knows the fonts that a picture will be shown with.
if (typeof document === 'undefined')
  setPlatformAPI({ measureText: (text, font) => ({ width: textWidth(text, font ?? '') }) });

/** What ECharts draws, of the parts that are loaded. */
export type ChartOption = ComposeOption<
  | BarSeriesOption
  | CustomSeriesOption
  | LineSeriesOption
  | GridComponentOption
  | LegendComponentOption
  | TitleComponentOption
  | TooltipComponentOption
>;

export type TooltipOption = TooltipComponentOption;

export type { ChartSize };

/** Draws a chart as SVG, without a browser. Equal options give equal texts. */
export function svgOf(option: ChartOption, size: ChartSize, words: PictureWords): string {
  const chart = init(null, null, { renderer: 'svg', ssr: true, ...size });
  try {
    chart.setOption(option);
    return standaloneSvg(chart.renderToSVGString(), words);
  } finally {
    chart.dispose();
  }
}

/** A chart in a page. */
export interface DrawnChart {
  readonly update: (option: ChartOption, words: PictureWords) => void;
  /** Shows the figures of a point, as a pointer over it does; of none without an index. */
  readonly point: (index: number | undefined) => void;
  /** Takes the chart away. */
  readonly stop: () => void;
}

/**
 * Draws a chart into an element, as large as the element, and keeps it so.
 *
 * @param onChoose - Called with the place on the axis that was clicked.
 */
export function drawChart(
  element: HTMLElement,
  option: ChartOption,
  words: PictureWords,
  onChoose?: (index: number) => void,
): DrawnChart {
  const chart = init(element, null, { renderer: 'svg' });
  const update: DrawnChart['update'] = (newOption, { title, description }) => {
    chart.setOption(newOption, { notMerge: true });
    const svg = element.querySelector('svg');
    svg?.setAttribute('role', 'img');
    svg?.setAttribute('aria-label', title);
    svg?.setAttribute('aria-description', description);
  };
  update(option, words);
  chart.getZr().on('click', ({ offsetX, offsetY }) => {
    if (!chart.containPixel('grid', [offsetX, offsetY])) return;
    const place: unknown = chart.convertFromPixel({ xAxisIndex: 0 }, offsetX);
    if (typeof place === 'number') onChoose?.(place);
  });
  const observer = new ResizeObserver(() => chart.resize());
  observer.observe(element);
  return {
    update,
    point: (index) =>
      chart.dispatchAction(
        index === undefined ? { type: 'hideTip' } : { type: 'showTip', seriesIndex: 0, dataIndex: index },
      ),
    stop: () => {
      observer.disconnect();
      chart.dispose();
    },
  };
}
