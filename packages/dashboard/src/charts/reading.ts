import type { Chart, HoursChart, LinesChart, NamedValue, StackedChart } from './chart.js';
import type { Formats } from './formats.js';

/** The numbers of a chart, as texts: a row for each point. */
export interface ChartTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** The table of the same numbers that a chart shows. The first column says what a row is about. */
export function tableOf(chart: Chart, formats: Formats): ChartTable {
  switch (chart.kind) {
    case 'lines':
      return linesTable(chart, formats);
    case 'stacked':
      return stackedTable(chart, formats);
    case 'hours':
      return hoursTable(chart, formats);
    case 'bars':
    case 'figures': {
      const isCompared = chart.rows.some(({ previous }) => previous !== undefined);
      return {
        columns: isCompared ? ['', 'current', 'previous'] : ['', 'current'],
        rows: chart.rows.map(({ name, value, previous = null }) =>
          [name, formats.number(value, chart.unit), formats.number(previous, chart.unit)].slice(
            0,
            isCompared ? 3 : 2,
          ),
        ),
      };
    }
  }
}

function linesTable({ lines, interval, unit }: LinesChart, formats: Formats): ChartTable {
  const count = Math.max(0, ...lines.map(({ points }) => points.length));
  return {
    columns: [interval, ...lines.map(({ name }) => name)],
    rows: Array.from({ length: count }, (_, index) => {
      const about = lines.find(({ points }) => index < points.length)?.points[index];
      return [
        bucketText(about, interval, formats),
        ...lines.map(({ points }) => formats.number(points[index]?.value ?? null, unit)),
      ];
    }),
  };
}

function stackedTable({ buckets, parts, interval }: StackedChart, formats: Formats): ChartTable {
  return {
    columns: [interval, ...parts.map(({ name }) => name)],
    rows: buckets.map((bucket, index) => [
      bucketText(bucket, interval, formats),
      ...parts.map(({ counts }) => formats.number(counts[index] ?? null, 'count')),
    ]),
  };
}

function bucketText(
  bucket: { readonly from: string | null; readonly unfinished: boolean } | undefined,
  interval: LinesChart['interval'],
  formats: Formats,
): string {
  if (bucket === undefined) return '';
  const text = formats.bucket(bucket.from, interval);
  return bucket.unfinished ? `${text} (not ended)` : text;
}

function hoursTable({ counts }: HoursChart, formats: Formats): ChartTable {
  return {
    columns: ['', ...HOURS.map(formats.hour)],
    rows: counts.map((hours, day) => [
      formats.weekday(day),
      ...hours.map((count) => formats.number(count, 'count')),
    ]),
  };
}

export const HOURS_A_DAY = 24;
const HOURS = Array.from({ length: HOURS_A_DAY }, (_, hour) => hour);

/** How many points a chart has for {@link readPoint}. */
export function pointCount(chart: Chart): number {
  switch (chart.kind) {
    case 'lines':
      return Math.max(0, ...chart.lines.map(({ points }) => points.length));
    case 'stacked':
      return chart.buckets.length;
    case 'hours':
      return chart.counts.length * HOURS_A_DAY;
    case 'bars':
    case 'figures':
      return chart.rows.length;
  }
}

/** The point where a key leads from another one: arrows, Home and End. `undefined` for other keys, and where there are no points. */
export function nextPoint(chart: Chart, index: number | undefined, key: string): number | undefined {
  const last = pointCount(chart) - 1;
  const rowLength = chart.kind === 'hours' ? HOURS_A_DAY : 1;
  const steps: Readonly<Record<string, number>> = {
    ArrowLeft: -1,
    ArrowRight: 1,
    ArrowUp: -rowLength,
    ArrowDown: rowLength,
  };
  if (last < 0) return undefined;
  if (key === 'Home') return 0;
  if (key === 'End') return last;
  const step = steps[key];
  if (step === undefined) return undefined;
  if (index === undefined) return step < 0 ? last : 0;
  const next = index + step;
  return next < 0 || next > last ? index : next;
}

/** What a point shows: `Friday, 6 November 2026: current 17, previous 12`. Empty where there is no such point. */
export function readPoint(chart: Chart, index: number, formats: Formats): string {
  const [about, ...figures] = pointLines(chart, index, formats);
  return about === undefined ? '' : `${about}: ${figures.join(', ')}`;
}

/** The same by lines: what the point is about, then its numbers. */
export function pointLines(chart: Chart, index: number, formats: Formats): readonly string[] {
  if (chart.kind === 'hours') {
    const [day, hour] = [Math.floor(index / HOURS_A_DAY), index % HOURS_A_DAY];
    const count = chart.counts[day]?.[hour];
    if (count === undefined) return [];
    return [`${formats.weekday(day)} ${formats.hour(hour)}`, formats.number(count, 'count')];
  }
  if (chart.kind === 'bars' || chart.kind === 'figures') {
    const row = chart.rows[index];
    return row === undefined ? [] : [row.name, ...valueTexts(row, chart.unit, formats)];
  }
  const { columns, rows } = tableOf(onlyPoint(chart, index), formats);
  const [about, ...cells] = rows[0] ?? [];
  if (about === undefined) return [];
  return [about, ...cells.map((cell, place) => `${columns[place + 1] ?? ''} ${cell}`)];
}

function valueTexts(
  { value, previous }: NamedValue,
  unit: LinesChart['unit'],
  formats: Formats,
): readonly string[] {
  const text = formats.number(value, unit);
  return previous === undefined ? [text] : [text, `previous ${formats.number(previous, unit)}`];
}

/** A chart of one point of another: texts of the others need not be made. */
function onlyPoint(chart: LinesChart | StackedChart, index: number): LinesChart | StackedChart {
  const one = <T>(items: readonly T[]): readonly T[] => items.slice(index, index + 1);
  return chart.kind === 'lines'
    ? { ...chart, lines: chart.lines.map((line) => ({ ...line, points: one(line.points) })) }
    : {
        ...chart,
        buckets: one(chart.buckets),
        parts: chart.parts.map((part) => ({ ...part, counts: one(part.counts) })),
      };
}
