import type { Chart, Line, NamedValue } from './chart.js';
import type { Formats } from './formats.js';
import { HOURS_A_DAY, readPoint } from './reading.js';

/** What a chart shows, in a few sentences, for who does not see it. */
export function describeChart(chart: Chart, formats: Formats): string {
  switch (chart.kind) {
    case 'lines':
      return chart.lines
        .map((line) => `${line.name}: ${courseText(line, chart.interval, chart.unit, formats)}.`)
        .join(' ');
    case 'stacked':
      return chart.parts
        .map(({ name, counts }) => `${name}: ${formats.number(sumOf(counts), 'count')} in all.`)
        .join(' ');
    case 'hours':
      return hoursText(chart, formats);
    case 'bars':
    case 'figures':
      return chart.rows.map((row) => `${rowText(row, chart.unit, formats)}.`).join(' ');
  }
}

function courseText(
  { points }: Line,
  interval: Parameters<Formats['bucket']>[1],
  unit: Parameters<Formats['number']>[1],
  formats: Formats,
): string {
  const values = points.flatMap(({ from, value }) => (value === null ? [] : [{ from, value }]));
  const [first] = values;
  if (first === undefined) return 'no values';
  const [lowest, highest] = values.reduce(
    ([low, high], one) => [one.value < low.value ? one : low, one.value > high.value ? one : high],
    [first, first],
  );
  const textOf = (point: typeof first): string =>
    `${formats.number(point.value, unit)} (${formats.bucket(point.from, interval)})`;
  return `lowest ${textOf(lowest)}, highest ${textOf(highest)}`;
}

function hoursText(chart: Extract<Chart, { kind: 'hours' }>, formats: Formats): string {
  const counts = chart.counts.flat();
  const max = Math.max(0, ...counts);
  if (max === 0) return 'No values.';
  const index = counts.indexOf(max);
  return `Most on ${readPoint(chart, index, formats)} of ${formats.number(sumOf(counts), 'count')} in ${chart.counts.length} × ${HOURS_A_DAY} hours.`;
}

function rowText(
  { name, value, previous }: NamedValue,
  unit: Parameters<Formats['number']>[1],
  formats: Formats,
): string {
  const before = previous === undefined ? '' : `, previous ${formats.number(previous, unit)}`;
  return `${name} ${formats.number(value, unit)}${before}`;
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, one) => sum + one, 0);
}
