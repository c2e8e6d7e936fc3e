import type { Point } from '../data/card-data.js';
import { millisOf } from '../state/times.js';
import { bucketAxis, valueAxis } from './axes.js';
import type { Line, LinesChart } from './chart.js';
import type { ChartOption } from './engine.js';
import { frameOf, gridOf, type Look } from './look.js';
import { bucketTooltip } from './tooltip.js';

/** The period before is dashed. What leads to a bucket that has not ended is dotted. */
export function linesOption(chart: LinesChart, look: Look): ChartOption {
  const frame = frameOf(
    look,
    chart.lines.map(({ name }) => name),
    'line',
  );
  return {
    ...frame.option,
    grid: gridOf(frame),
    xAxis: { ...bucketAxis(startsOf(chart), chart.interval, look), boundaryGap: false },
    yAxis: valueAxis(chart.unit, look),
    tooltip: bucketTooltip(chart, look),
    series: chart.lines.flatMap((line, index) => seriesOf(line, colourOf(line, index, look))),
  };
}

/** The period before may have more buckets: a month of 31 days before one of 30. */
function startsOf({ lines }: LinesChart): readonly (string | null)[] {
  const longest = lines.reduce<readonly Point[]>(
    (most, { points }) => (points.length > most.length ? points : most),
    [],
  );
  const own = lines[0]?.points ?? [];
  const later = laterBy(longest[0]?.from, own[0]?.from);
  return longest.map(({ from }, index) => own[index]?.from ?? (from === null ? null : later(from)));
}

/** Moves times of the period before into the current one: hours that have not come yet are named as what they will be. */
function laterBy(
  before: string | null | undefined,
  current: string | null | undefined,
): (time: string) => string {
  if (before == null || current == null) return (time) => time;
  const shift = millisOf(current) - millisOf(before);
  return (time) => new Date(millisOf(time) + shift).toISOString().replace(/\.000Z$/, '');
}

function colourOf({ role }: Line, index: number, { theme }: Look): string {
  if (role === 'current') return theme.accent;
  return role === 'previous' ? theme.previous : (theme.palette[index] ?? theme.previous);
}

type Series = Extract<NonNullable<ChartOption['series']>, readonly unknown[]>[number];

function seriesOf({ name, role, points }: Line, colour: string): readonly Series[] {
  const open = points.findIndex(({ unfinished }) => unfinished);
  const end = open < 0 ? points.length : open;
  const values = (from: number, to: number) =>
    points.map(({ value }, index) => (index >= from && index < to ? value : null));
  const isDashed = role === 'previous';
  const finished = lineOf(name, colour, values(0, end), isDashed ? 'dashed' : 'solid', isDashed ? 1.5 : 2);
  return open < 0
    ? [finished]
    : [finished, lineOf(name, colour, values(end - 1, points.length), 'dotted', 2)];
}

function lineOf(
  name: string,
  color: string,
  values: readonly (number | null)[],
  type: 'solid' | 'dashed' | 'dotted',
  width: number,
): Series {
  return {
    type: 'line',
    name,
    clip: false,
    silent: true,
    emphasis: { disabled: true },
    itemStyle: { color, opacity: 1 },
    lineStyle: { color, type, width },
    showAllSymbol: true,
    data: values.map((value, index) => ({
      value,
      symbol: isAlone(values, index) ? 'circle' : 'none',
      symbolSize: 2 * width,
    })),
  };
}

/** A value without neighbours has no line. */
function isAlone(values: readonly (number | null)[], index: number): boolean {
  return (values[index - 1] ?? null) === null && (values[index + 1] ?? null) === null;
}
