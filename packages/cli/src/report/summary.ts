import type { ReportCounts, ReportSummary, ReportWarning } from '@memex/core/reports';
import { countOf } from '../terminal/progress-line.js';
import type { WrittenFile } from './counted-files.js';

/** The result of a run, for `--json`. It contains no names of people. */
export interface RunSummary {
  readonly files: readonly WrittenFile[];
  readonly counts: ReportCounts;
  readonly seconds: number;
  readonly warnings: readonly (ReportWarning & { readonly count: number })[];
}

export function summaryOf(
  { counts, warnings }: ReportSummary,
  files: readonly WrittenFile[],
  ms: number,
): RunSummary {
  return {
    files,
    counts,
    seconds: Math.round(ms) / 1_000,
    warnings: warnings.map(({ what, ids }) => ({ what, count: ids.length, ids })),
  };
}

/** The result of a run, as lines of text. */
export function summaryLines({ files, seconds, warnings }: RunSummary): readonly string[] {
  const names = files.map(({ path, rows }) => {
    const name = path === '-' ? 'stdout' : path;
    return rows === undefined ? name : `${name} (${countOf(rows)} ${rows === 1 ? 'row' : 'rows'})`;
  });
  return [`wrote ${names.join(', ')} in ${seconds.toFixed(1)} s`, ...warnings.map(warningLine)];
}

/** Merges warnings with the same text. */
export function joinWarnings(warnings: readonly ReportWarning[]): readonly ReportWarning[] {
  return [...new Set(warnings.map(({ what }) => what))].map((what) => ({
    what,
    ids: warnings.flatMap((warning) => (warning.what === what ? warning.ids : [])),
  }));
}

/** A warning as one line. */
export function warningLine({ what, ids }: ReportWarning): string {
  const shown = ids.slice(0, MAX_SHOWN).join(', ');
  const more = ids.length > MAX_SHOWN ? ', … (--json names all)' : '';
  return `warning: ${what} (${countOf(ids.length)}): ${shown}${more}`;
}

const MAX_SHOWN = 10;
