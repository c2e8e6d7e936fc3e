import type { AnalyticResult } from '@memex/core';
import type { Descriptor } from '@memex/core/model';
import type { Point, Unit } from '../data/card-data.js';
import type { Chart, Line, NamedValue } from './chart.js';
import { segmentBars, segmentStack } from './of-segments.js';
import { type DatedBucket, openBuckets } from './open-buckets.js';

type ResultOf<T extends AnalyticResult['type']> = Extract<AnalyticResult, { type: T }>;

/**
 * A result as a chart: with a series, lines or stacked bars; without one, bars or figures. The window before is shown too, except in
 * stacked bars.
 */
export function chartOfResult(descriptor: Descriptor, result: AnalyticResult): Chart {
  const { interval } = descriptor;
  switch (result.type) {
    case 'segmentation':
      return interval === undefined || result.series === undefined
        ? segmentBars(result)
        : segmentStack(result, openBuckets(result.series, result.creationDt), interval);
    case 'count': {
      const figures = (body: Body): Figures => ({
        [nameOf(descriptor)]: 'count' in body ? body.count : null,
      });
      return interval === undefined
        ? { kind: 'figures', unit: 'count', rows: rowsOf(result, figures) }
        : { kind: 'lines', unit: 'count', interval, lines: linesOf(result, figures) };
    }
    case 'aggregation': {
      const figures = (body: Body): Figures => ('aggregation' in body ? statisticsOf(body.aggregation) : {});
      const unit = unitOf(descriptor);
      if (interval !== undefined)
        return { kind: 'lines', unit, interval, lines: linesOf(result, (body) => drawable(figures(body))) };
      const isScale = 'aggregation' in descriptor && descriptor.aggregation === 'percentiles';
      return { kind: isScale ? 'bars' : 'figures', unit, rows: rowsOf(result, figures) };
    }
  }
}

/** Numbers by name. */
type Figures = Readonly<Record<string, number | null>>;

type Body = { readonly count: number } | { readonly aggregation: unknown };

function nameOf(descriptor: Descriptor): string {
  return descriptor.type === 'aggregation'
    ? `${descriptor.aggregation} of ${descriptor.field}`
    : `${descriptor.dimension}.${descriptor.metric}`;
}

/** Statistics that are counts, whatever the field. */
const COUNTS = new Set(['value_count', 'cardinality']);

function unitOf(descriptor: Descriptor): Unit {
  if (descriptor.type !== 'aggregation' || descriptor.field !== 'responseTime') return 'decimal';
  return COUNTS.has(descriptor.aggregation) || descriptor.aggregation.endsWith('stats')
    ? 'decimal'
    : 'seconds';
}

/** Statistics by their dotted names. */
function statisticsOf(aggregation: unknown, prefix = ''): Figures {
  if (typeof aggregation !== 'object' || aggregation === null) return {};
  const figures = Object.entries(aggregation).flatMap(([name, value]) =>
    typeof value === 'object' && value !== null
      ? Object.entries(statisticsOf(value, `${prefix}${name}.`))
      : [[`${prefix}${name}`, typeof value === 'number' ? value : null] as const],
  );
  return Object.fromEntries(figures);
}

/** Of several statistics, those that share a scale: a count or a sum of squares would press the others flat. */
function drawable(figures: Figures): Figures {
  if (!('avg' in figures && 'min' in figures && 'max' in figures)) return figures;
  const { min, avg, max } = figures;
  return { min: min ?? null, avg: avg ?? null, max: max ?? null };
}

function rowsOf(
  result: ResultOf<'count' | 'aggregation'>,
  figuresOf: (body: Body) => Figures,
): readonly NamedValue[] {
  const [current, previous] = [
    figuresOf(result),
    result.previous === undefined ? undefined : figuresOf(result.previous),
  ];
  return Object.entries(current).map(([name, value]) => ({
    name,
    value,
    ...(previous === undefined ? {} : { previous: previous[name] ?? null }),
  }));
}

function linesOf(
  { series = [], creationDt, previous }: ResultOf<'count' | 'aggregation'>,
  figuresOf: (body: Body) => Figures,
): readonly Line[] {
  const current = coursesOf(series, creationDt, figuresOf);
  const before = coursesOf(previous?.series ?? [], creationDt, figuresOf);
  const isOne = current.length <= 1;
  return [
    ...current.map(([name, points]) => ({
      name: isOne ? 'current' : name,
      role: isOne ? ('current' as const) : ('other' as const),
      points,
    })),
    ...before.map(([name, points]) => ({
      name: isOne ? 'previous' : `previous ${name}`,
      role: 'previous' as const,
      points,
    })),
  ];
}

function coursesOf(
  series: readonly (Body & DatedBucket)[],
  creationDt: string,
  figuresOf: (body: Body) => Figures,
): readonly (readonly [name: string, points: readonly Point[]])[] {
  const buckets = series.map(figuresOf);
  const open = openBuckets(series, creationDt);
  const names = [...new Set(buckets.flatMap((figures) => Object.keys(figures)))];
  return names.map((name) => [
    name,
    open.map(({ from, unfinished, isFuture }, index) => ({
      from,
      unfinished,
      value: isFuture ? null : (buckets[index]?.[name] ?? null),
    })),
  ]);
}
