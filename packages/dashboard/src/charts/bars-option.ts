import { valueAxis } from './axes.js';
import type { BarsChart } from './chart.js';
import type { ChartOption } from './engine.js';
import { axisLabelOf, frameOf, gridOf, type Look } from './look.js';

/** A horizontal bar for each value, with its number; below it, that of the period before. */
export function barsOption({ rows, unit }: BarsChart, look: Look): ChartOption {
  const { theme, formats } = look;
  const isCompared = rows.some(({ previous }) => previous !== undefined);
  const frame = frameOf(look, isCompared ? ['current', 'previous'] : []);
  const barOf = (name: string, color: string, values: readonly (number | null)[]) => ({
    type: 'bar' as const,
    name,
    clip: false,
    silent: true,
    emphasis: { disabled: true },
    itemStyle: { color },
    barMaxWidth: 22,
    barGap: '10%',
    label: {
      show: true,
      position: 'right' as const,
      color: theme.ink,
      fontFamily: theme.font,
      fontSize: 12,
      formatter: ({ dataIndex }: { readonly dataIndex: number }) =>
        formats.number(values[dataIndex] ?? null, unit),
    },
    data: [...values],
  });
  return {
    ...frame.option,
    grid: { ...gridOf(frame), right: frame.inset + LABEL_ROOM },
    yAxis: {
      type: 'category',
      inverse: true,
      data: rows.map(({ name }) => name),
      axisLabel: {
        ...axisLabelOf(look),
        color: theme.ink,
        interval: 0,
        width: MAX_NAME,
        overflow: 'truncate',
      },
      axisLine: { lineStyle: { color: theme.grid } },
      axisTick: { show: false },
    },
    xAxis: { ...valueAxis(unit, look), axisLabel: { show: false } },
    series: [
      barOf(
        'current',
        theme.accent,
        rows.map(({ value }) => value),
      ),
      ...(isCompared
        ? [
            barOf(
              'previous',
              theme.previous,
              rows.map(({ previous = null }) => previous),
            ),
          ]
        : []),
    ],
  };
}

/** For the number of the longest bar, in pixels. */
const LABEL_ROOM = 72;
const MAX_NAME = 220;
