import type { Descriptor } from '../analytics/descriptor.js';
import type { Interval } from '../analytics/interval.js';
import type { AnalyticResult, Segment } from '../analytics/result.js';
import { isPlainObject } from '../codec/must-be.js';
import type { JsonObject } from '../json/json-value.js';
import type { Timestamp } from '../time/instant.js';
import type { TimeZone } from '../time/zone.js';
import { type Cell, type CellTable, cellOf } from './cell.js';
import { ZONE_COLUMN } from './record-table.js';
import { createZonedTimes } from './time-cell.js';

/** A descriptor with its result; null if it has none yet. */
export interface Answered {
  readonly descriptor: Descriptor;
  readonly result: AnalyticResult | null;
}

/** What precedes the statistics: what a row is about, and its count. */
const LEADING = [
  'descriptor',
  'metric',
  'field',
  'window',
  'interval',
  'from',
  'to',
  'segment',
  'rest',
  'count',
] as const;
const TRAILING = ['approximate', ZONE_COLUMN] as const;

type Row = Readonly<Record<string, Cell>>;

/**
 * Results as one table, with a row for each number or set of statistics: of the whole window, then of each bucket, then the same of
 * the window before, if it is compared.
 *
 * - `descriptor` is the place in the list, from 0; `metric` what is counted, or the aggregation; `field` what is aggregated, or
 *   what segments are made by.
 * - `window` is `current` or `previous`. `interval` is empty in rows of the whole window.
 * - `from` and `to` are as in {@link createZonedTimes}.
 * - `segment` is the label. `rest` is `true` for all other segments together.
 * - Each statistic has a column, such as `avg`, `50.0` or `std_deviation_bounds.upper`.
 */
export function resultTable(answered: readonly Answered[], zone: TimeZone): CellTable {
  const zonedTime = createZonedTimes(zone);
  const timeOf = (time: Timestamp | null | undefined): Cell => (time == null ? null : zonedTime(time));
  const rows = answered.flatMap(({ descriptor, result }, index): readonly Row[] => {
    if (result === null) return [];
    const about = { descriptor: index, ...subjectOf(descriptor), [ZONE_COLUMN]: zone };
    return partsOf(descriptor, result).flatMap(({ window, interval, from, to, body }) =>
      figuresOf(body).map((figures) => ({
        ...about,
        window,
        interval,
        from: timeOf(from),
        to: timeOf(to),
        ...figures,
      })),
    );
  });
  const fixed = new Set<string>([...LEADING, ...TRAILING]);
  const statistics = [...new Set(rows.flatMap((row) => Object.keys(row)))].filter((name) => !fixed.has(name));
  const columns = [...LEADING, ...statistics, ...TRAILING];
  return { columns, rows: rows.map((row) => columns.map((name) => row[name] ?? null)) };
}

/** What is counted or aggregated. */
function subjectOf(descriptor: Descriptor): { readonly metric: string; readonly field: Cell } {
  if (descriptor.type === 'aggregation') return { metric: descriptor.aggregation, field: descriptor.field };
  const field = 'by' in descriptor ? (descriptor.by ?? null) : null;
  return { metric: `${descriptor.dimension}.${descriptor.metric}`, field };
}

/** The numbers of a result, or of a bucket. */
type Body =
  | { readonly count: number; readonly approximate?: true | undefined }
  | { readonly segments: readonly Segment[] }
  | { readonly aggregation: JsonObject | null; readonly approximate?: true | undefined };

interface Part {
  readonly window: 'current' | 'previous';
  readonly interval: Interval | null;
  readonly from: Timestamp | null | undefined;
  readonly to: Timestamp;
  readonly body: Body;
}

function partsOf(descriptor: Descriptor, result: AnalyticResult): readonly Part[] {
  const interval = descriptor.interval ?? null;
  const { previous } = result;
  return [
    ...windowParts('current', interval, result),
    ...(previous === undefined ? [] : windowParts('previous', interval, previous)),
  ];
}

function windowParts(
  window: Part['window'],
  interval: Part['interval'],
  result: Omit<AnalyticResult, 'previous'> & Body,
): readonly Part[] {
  const { fromDt, toDt, series = [] } = result;
  return [
    { window, interval: null, from: fromDt, to: toDt, body: result },
    ...series.map((bucket) => ({ window, interval, from: bucket.from, to: bucket.to, body: bucket })),
  ];
}

function figuresOf(body: Body): readonly Row[] {
  if ('segments' in body)
    return body.segments.map(({ type, count, rest }) => ({
      segment: cellOf(type),
      rest: cellOf(rest),
      count,
    }));
  const approximate = cellOf(body.approximate);
  return [
    { ...('count' in body ? { count: body.count } : statisticsOf(body.aggregation ?? {})), approximate },
  ];
}

/** Statistics by their dotted names. */
function statisticsOf(aggregation: Readonly<Record<string, unknown>>, prefix = ''): Row {
  return Object.fromEntries(
    Object.entries(aggregation).flatMap(([name, value]) =>
      isPlainObject(value)
        ? Object.entries(statisticsOf(value, `${prefix}${name}.`))
        : [[`${prefix}${name}`, cellOf(value)]],
    ),
  );
}
