import { parseTimestamp } from '@memex/core/toolkit';
import { ageOf } from '../terminal/age.js';
import { type Column, cutText, tableLines, widthOf } from '../terminal/columns.js';
import { visible } from '../terminal/visible.js';
import type { DescribedJob } from './described-jobs.js';
import { shortIds } from './short-ids.js';

const GAP = 2;
const MAX_PROJECT = 12;
const MAX_WHAT = 16;
const MIN_REASON = 20;

/**
 * Dead jobs as a table, which begins with its names of columns.
 *
 * @param now - In milliseconds since the epoch.
 * @param width - Of the terminal: longer texts are cut, and of a row nothing is past it. `undefined` cuts nothing.
 */
export function jobTable(
  jobs: readonly DescribedJob[],
  now: number,
  width: number | undefined,
): readonly string[] {
  const column = (name: string, cells: readonly string[], max?: number): Column => ({
    name,
    cells: cells.map((cell) => (width === undefined || max === undefined ? cell : cutText(cell, max))),
    isNumeric: false,
  });
  const leading = [
    column('id', shortIds(jobs).map(visible), 24),
    column(
      'project',
      jobs.map(({ project }) => visible(project ?? '-')),
      MAX_PROJECT,
    ),
    column(
      'what',
      jobs.map(({ what }) => visible(what)),
      MAX_WHAT,
    ),
    {
      ...column(
        'age',
        jobs.map(({ diedAt }) => ageOf(now - millisOf(diedAt))),
      ),
      isNumeric: true,
    },
    {
      ...column(
        'attempts',
        jobs.map(({ attempts }) => String(attempts)),
      ),
      isNumeric: true,
    },
  ];
  const used = leading.reduce((sum, one) => sum + widthOf(one) + GAP, 0);
  const reasons = jobs.map(({ reason }) => visible(reason.replaceAll(/\s+/g, ' ')));
  const room = width === undefined ? undefined : Math.max(MIN_REASON, width - used);
  const lines = tableLines([...leading, column('reason', reasons, room)]);
  return width === undefined ? lines : lines.map((line) => cutText(line, width));
}

function millisOf(timestamp: string): number {
  return (parseTimestamp(timestamp)?.instant ?? Number.NaN) / 1_000;
}
