import type { AnalyticalStore } from '@memex/core';
import type { Measure, Outcome } from '@memex/core/ports';
import { field, type Instant, parseTimestamp } from '@memex/core/toolkit';

/** The beginning of a day in UTC. */
export function midnight(day: string): Instant {
  const parsed = parseTimestamp(`${day}T00:00:00`);
  if (parsed === undefined) throw new TypeError(`${day} is no day`);
  return parsed.instant;
}

/** Counts the messages of a project between two days, by their ids. */
export async function countMessages(
  store: AnalyticalStore,
  project: string,
  from: string,
  to: string,
): Promise<number> {
  const measure = { measure: 'distinct', field: field('messageId'), where: [] } as const;
  const outcome = await measureOne(store, project, measure, from, to);
  return outcome?.answer === 'count' ? outcome.count : Number.NaN;
}

/** The sum of the numbers at a path in 2026. `null` if there are none. */
export async function sumOf(store: AnalyticalStore, project: string, path: string): Promise<number | null> {
  const measure = { measure: 'numbers', field: field(path), where: [] } as const;
  const outcome = await measureOne(store, project, measure, '2026-01-01', '2027-01-01');
  return outcome?.answer === 'numbers' ? (outcome.summary?.sum ?? null) : Number.NaN;
}

async function measureOne(
  { analysis }: AnalyticalStore,
  project: string,
  measure: Measure,
  from: string,
  to: string,
): Promise<Outcome | undefined> {
  const window = { from: midnight(from), to: midnight(to) };
  const [found] = await analysis.measure({ project, window, buckets: [], measures: [measure] });
  return found?.total;
}
