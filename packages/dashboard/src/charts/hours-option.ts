import type { HoursChart } from './chart.js';
import type { ChartOption } from './engine.js';
import { axisLabelOf, frameOf, gridOf, type Look } from './look.js';
import { HOURS_A_DAY, readPoint } from './reading.js';
import { bucketTooltip } from './tooltip.js';

const PALEST = 0.12;
const GAP = 1;

/** A cell for each hour of the week, the darker the more there is. */
export function hoursOption(chart: HoursChart, look: Look): ChartOption {
  const { theme, formats } = look;
  const { counts } = chart;
  const max = Math.max(0, ...counts.flat());
  const frame = frameOf(look, []);
  const names = { axisLine: { show: false }, axisTick: { show: false }, splitLine: { show: false } };
  return {
    ...frame.option,
    grid: gridOf(frame),
    xAxis: {
      ...names,
      type: 'category',
      data: Array.from({ length: HOURS_A_DAY }, (_, hour) => formats.hour(hour)),
      axisLabel: { ...axisLabelOf(look), hideOverlap: true },
    },
    yAxis: {
      ...names,
      type: 'category',
      inverse: true,
      data: counts.map((_, day) => formats.weekday(day)),
      axisLabel: axisLabelOf(look),
    },
    tooltip: {
      ...bucketTooltip(chart, look),
      trigger: 'item',
      formatter: (params) => {
        const [cell] = Array.isArray(params) ? params : [params];
        return cell === undefined ? '' : readPoint(chart, cell.dataIndex, formats);
      },
    },
    series: {
      type: 'custom',
      clip: false,
      data: counts.flatMap((hours, day) => hours.map((count, hour) => [hour, day, count])),
      renderItem: (_, api) => {
        const [x = 0, y = 0] = api.coord([api.value(0), api.value(1)]);
        const [width = 0, height = 0] = sizeOf(api.size?.([1, 1]));
        const share = max === 0 ? 0 : Number(api.value(2)) / max;
        return {
          type: 'rect',
          shape: {
            x: x - width / 2 + GAP,
            y: y - height / 2 + GAP,
            width: Math.max(0, width - 2 * GAP),
            height: Math.max(0, height - 2 * GAP),
            r: 2,
          },
          style:
            share === 0
              ? { fill: theme.grid, opacity: 0.6 }
              : { fill: theme.accent, opacity: PALEST + (1 - PALEST) * share },
        };
      },
    },
  };
}

function sizeOf(size: number | number[] | undefined): readonly number[] {
  return Array.isArray(size) ? size : [size ?? 0];
}
