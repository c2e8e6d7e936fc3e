import { formatInstant, type Instant, parseTimestamp } from '../time/instant.js';

/** The partition of an entry with this instant: `<prefix>-YYYY-MM`, in UTC. */
export function partitionName(prefix: string, at: Instant): string {
  return `${prefix}-${formatInstant(at).slice(0, 7)}`;
}

/**
 * The range of a monthly partition, from its first instant to the first one after it; `undefined` if the name is not that of a
 * partition.
 */
export function partitionRange(
  prefix: string,
  name: string,
): { readonly from: Instant; readonly before: Instant } | undefined {
  if (!name.startsWith(`${prefix}-`)) return undefined;
  const [, year, month] = /^(\d{4})-(\d{2})$/.exec(name.slice(prefix.length + 1)) ?? [];
  const next = Number(month) + 1;
  const from = parseTimestamp(`${year}-${month}-01`);
  const before = parseTimestamp(
    next > 12
      ? `${String(Number(year) + 1).padStart(4, '0')}-01-01`
      : `${year}-${String(next).padStart(2, '0')}-01`,
  );
  return from && before && { from: from.instant, before: before.instant };
}

/** Prefixes of the names of partitions (storage.md). */
export const MESSAGE_PARTITION = 'message';
export const LOG_PARTITION = 'logging';
