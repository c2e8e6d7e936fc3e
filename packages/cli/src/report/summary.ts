import type { ReportCounts, ReportSummary, ReportWarning } from '@memex/core/reports';
import { countOf } from '../terminal/progress-line.js';
import type { WrittenFile } from './counted-files.js';

/** How a run went, for a machine: nothing of it names a person. */
export interface RunSummary {
  readonly files: readonly WrittenFile[];
  readonly counts: ReportCounts;
  readonly seconds: number;
  readonly warnings: readonly (ReportWarning & { readonly count: number })[];
}

export function summaryOf(
  { counts, warnings }: ReportSummary,
  files: readonly WrittenFile[],
  millis: number,
): RunSummary {
  return {
    files,
    counts,
    seconds: Math.round(millis) / 1_000,
    warnings: warnings.map(({ what, ids }) => ({ what, count: ids.length, ids })),
  };
}

/** How a run went, in lines for people. */
export function summaryLines({ files, seconds, warnings }: RunSummary): readonly string[] {
  const names = files.map(
    ({ path, rows }) => `${path === '-' ? 'stdout' : path} (${countOf(rows)} ${rows === 1 ? 'row' : 'rows'})`,
  );
  return [`wrote ${names.join(', ')} in ${seconds.toFixed(1)} s`, ...warnings.map(warningLine)];
}

/** One warning for all that say the same. */
export function joinWarnings(warnings: readonly ReportWarning[]): readonly ReportWarning[] {
  return [...new Set(warnings.map(({ what }) => what))].map((what) => ({
    what,
    ids: warnings.flatMap((warning) => (warning.what === what ? warning.ids : [])),
  }));
}

/** A warning in one line. */
export function warningLine({ what, ids }: ReportWarning): string {
  const shown = ids.slice(0, MAX_SHOWN).join(', ');
  const more = ids.length > MAX_SHOWN ? ', … (--json names all)' : '';
  return `warning: ${what} (${countOf(ids.length)}): ${shown}${more}`;
}

const MAX_SHOWN = 10;
