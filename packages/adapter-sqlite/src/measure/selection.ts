import type { TimeWindow } from '@memex/core/ports';
import { rowsWithin, type Segment } from '../columns/segment.js';

/** Rows of a segment, in the order of time: a selection vector. */
export interface Selected {
  readonly segment: Segment;
  readonly rows: Int32Array;
}

export type Selection = readonly Selected[];

/** Whether a row of a segment is to be kept. */
export type RowTest = (segment: Segment) => (row: number) => boolean;

/** All rows of a window. */
export function selectWithin(segments: readonly Segment[], window: TimeWindow): Selection {
  const selection = segments.map((segment) => ({
    segment,
    rows: rowsWithin(segment, segment.inOrder(), window),
  }));
  return selection.filter(({ rows }) => rows.length > 0);
}

/** Those that are within a window. */
export function narrow(selection: Selection, window: TimeWindow): Selection {
  const narrowed = selection.map(({ segment, rows }) => ({
    segment,
    rows: rowsWithin(segment, rows, window),
  }));
  return narrowed.filter(({ rows }) => rows.length > 0);
}

/** Those that pass a test. */
export function keep(selection: Selection, test: RowTest): Selection {
  return selection.map(({ segment, rows }) => {
    const passes = test(segment);
    const kept = new Int32Array(rows.length);
    let count = 0;
    for (const row of rows) if (passes(row)) kept[count++] = row;
    return { segment, rows: kept.subarray(0, count) };
  });
}
