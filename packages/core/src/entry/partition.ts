import { formatInstant, type Instant, parseTimestamp } from '../time/instant.js';

/** The month's partition that an entry with this instant belongs to, in UTC: `<prefix>-YYYY-MM`. */
export function partitionName(prefix: string, at: Instant): string {
  return `${prefix}-${formatInstant(at).slice(0, 7)}`;
}

/** The instants of a month's partition, from inclusive to exclusive; `undefined` where the name is not exactly one's. */
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

/** Prefixes of the partitions' names (storage.md). */
export const MESSAGE_PARTITION = 'message';
export const LOG_PARTITION = 'logging';
