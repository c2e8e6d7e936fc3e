import type { Timespan } from '@memex/core/model';
import { readWindow } from '@memex/core/reports';

interface WindowOptions {
  readonly range: string | null;
  readonly start: string | null;
  readonly end: string | null;
}

/** The window of validated options; undefined if there is none. */
export function windowOf({ range, start, end }: WindowOptions): Timespan | undefined {
  return readWindow({ range: range ?? undefined, start: start ?? undefined, end: end ?? undefined });
}
