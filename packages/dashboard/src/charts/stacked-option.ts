import { bucketAxis, valueAxis } from './axes.js';
import type { StackedChart } from './chart.js';
import type { ChartOption } from './engine.js';
import { frameOf, gridOf, type Look } from './look.js';
import { bucketTooltip } from './tooltip.js';

const UNFINISHED = 0.5;

/** Bars of stacked parts. The bar of a bucket that has not ended is pale. */
export function stackedOption(chart: StackedChart, look: Look): ChartOption {
  const { theme } = look;
  const frame = frameOf(
    look,
    chart.parts.map(({ name }) => name),
  );
  return {
    ...frame.option,
    grid: gridOf(frame),
    xAxis: bucketAxis(
      chart.buckets.map(({ from }) => from),
      chart.interval,
      look,
    ),
    yAxis: valueAxis('count', look),
    tooltip: bucketTooltip(chart, look),
    series: chart.parts.map(({ name, counts }, index) => ({
      type: 'bar',
      name,
      stack: 'all',
      clip: false,
      silent: true,
      emphasis: { disabled: true },
      itemStyle: { color: theme.palette[index] ?? theme.previous },
      barCategoryGap: '25%',
      data: counts.map((value, place) =>
        chart.buckets[place]?.unfinished === true ? { value, itemStyle: { opacity: UNFINISHED } } : value,
      ),
    })),
  };
}
