import { barsOption } from './bars-option.js';
import type { Chart } from './chart.js';
import type { ChartOption } from './engine.js';
import { figuresOption } from './figures-option.js';
import { hoursOption } from './hours-option.js';
import { linesOption } from './lines-option.js';
import type { Look } from './look.js';
import { stackedOption } from './stacked-option.js';

/** What ECharts draws of a chart: the same on the server, in a page and in a file. */
export function optionOf(chart: Chart, look: Look): ChartOption {
  switch (chart.kind) {
    case 'lines':
      return linesOption(chart, look);
    case 'stacked':
      return stackedOption(chart, look);
    case 'bars':
      return barsOption(chart, look);
    case 'hours':
      return hoursOption(chart, look);
    case 'figures':
      return figuresOption(chart, look);
  }
}
