import type { SearchedPart } from '@memex/core/toolkit';
import { countOf } from '../terminal/progress-line.js';

/** What an erasure did. */
export interface ErasureReport {
  readonly dryRun: boolean;
  /** What there was, by project. */
  readonly found: readonly { readonly project: string; readonly messages: number }[];
  readonly deleted: number;
  /** How many results of analytics named the user, and were computed again. */
  readonly renewed: number;
  /** What a search found afterwards; `null` if none was wanted. */
  readonly searched: readonly SearchedPart[] | null;
}

/** Whether anything of the user is left. */
export function hasRest({ searched }: ErasureReport): boolean {
  return searched?.some(({ found }) => found > 0) ?? false;
}

/** The report as lines of text. */
export function reportLines(report: ErasureReport): readonly string[] {
  const { dryRun, found, deleted, renewed, searched } = report;
  const lines = found.map(({ project, messages }) => `${project}: ${countOf(messages)} messages`);
  if (dryRun) return [...lines, 'nothing was deleted'];
  lines.push(`${countOf(deleted)} messages deleted, ${countOf(renewed)} results of analytics computed again`);
  if (searched === null) return lines;
  for (const part of searched) lines.push(lineOf(part));
  return [...lines, hasRest(report) ? 'something of the user is left' : 'nothing of the user is left'];
}

function lineOf({ part, looked, found, mentioned }: SearchedPart): string {
  const unit = part === 'files' ? `${countOf(looked)} bytes of files` : `${countOf(looked)} ${part}`;
  const others = mentioned === 0 ? '' : `; ${countOf(mentioned)} of others have the same text`;
  return `${unit}: ${countOf(found)} of the user${others}`;
}
