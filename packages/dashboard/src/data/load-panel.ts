import type { AnalyticResult, DescriptorInput } from '@memex/core';
import { dateAt, daysIn, minus, weekdayAndHour } from '../state/calendar.js';
import { spanOf } from '../state/span.js';
import type { PanelId } from '../state/view-state.js';
import { datesOf } from '../state/window-dates.js';
import type { Ask } from './ask.js';
import type { PanelData, ValueRow } from './panel-data.js';
import { FALLBACK, MAX_DAYS_OF_HOURS, REQUESTS, ROWS, requestsBy, TYPES, VALUE_FIELDS } from './panels.js';
import { describe, intervalIn, type Subject } from './subject.js';

/** Panels that are answered by descriptors alone. */
export type AskedPanelId = Exclude<PanelId, 'not-understood'>;

/** What a panel asks. */
export function panelDescriptor(id: PanelId, subject: Subject): DescriptorInput {
  const limit = subject.state.panel === id ? ROWS.open : ROWS.closed;
  switch (id) {
    case 'types':
      return describe(TYPES, subject, { interval: intervalIn(subject) });
    case 'hours':
      return describe(REQUESTS, subject, { interval: 'hour', ...hoursOf(subject) });
    case 'not-understood':
      return describe(requestsBy('content.value', limit), subject, { filters: [FALLBACK] });
    default:
      return describe(requestsBy(VALUE_FIELDS[id], limit), subject);
  }
}

export async function loadPanel(id: AskedPanelId, subject: Subject, ask: Ask): Promise<PanelData> {
  const [result] = await ask([panelDescriptor(id, subject)]);
  if (result === undefined) throw new TypeError('a descriptor has a result');
  switch (id) {
    case 'types':
      return typesIn(result, subject);
    case 'hours':
      return hoursIn(result, subject);
    default:
      return { kind: 'values', panel: id, field: VALUE_FIELDS[id], rows: rowsIn(result) };
  }
}

export function rowsIn(result: AnalyticResult): readonly ValueRow[] {
  const segments = 'segments' in result ? result.segments : [];
  return segments.map(({ type, count }) => ({ value: type ?? null, count }));
}

function typesIn(result: AnalyticResult, subject: Subject): PanelData {
  const buckets = 'segments' in result ? (result.series ?? []) : [];
  const begun = buckets.filter(({ from }) => from <= result.creationDt);
  return {
    kind: 'types',
    interval: intervalIn(subject),
    starts: begun.map(({ from }) => from),
    series: rowsIn(result).map(({ value }) => ({
      type: String(value),
      counts: begun.map(({ segments }) => segments.find(({ type }) => type === value)?.count ?? 0),
    })),
  };
}

function hoursIn(result: AnalyticResult, subject: Subject): PanelData {
  const counts = Array.from({ length: 7 }, () => Array.from({ length: 24 }, () => 0));
  const buckets = 'count' in result ? (result.series ?? []) : [];
  for (const { from, count } of buckets) {
    const { weekday, hour } = weekdayAndHour(Date.parse(`${from}Z`), subject.zone);
    const hours = counts[weekday];
    if (hours !== undefined) hours[hour] = (hours[hour] ?? 0) + count;
  }
  return { kind: 'hours', counts, since: hoursOf(subject)?.since ?? null };
}

/** The last days of the window, where it has more than can be divided into hours. */
function hoursOf(
  subject: Subject,
): { readonly timespan: DescriptorInput['timespan']; readonly since: string } | undefined {
  const today = dateAt(subject.now, subject.zone);
  const dates = datesOf(subject.state.window, today);
  if (dates !== undefined && daysIn(dates) <= MAX_DAYS_OF_HOURS) return undefined;
  const to = dates === undefined || dates.to > today ? today : dates.to;
  const from = minus(to, { days: MAX_DAYS_OF_HOURS - 1 });
  return { timespan: spanOf({ kind: 'dates', from, to }, subject).timespan, since: from };
}
