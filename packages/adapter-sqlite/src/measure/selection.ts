import { type Period, rowsWithin, type Segment } from '../columns/segment.js';

/** Rows of a segment, in the order of time: a selection vector. */
export interface Selected {
  readonly segment: Segment;
  readonly rows: Int32Array;
}

export type Selection = readonly Selected[];

/** Returns those of the rows that meet a condition, in a list of their own. */
export type RowFilter = (segment: Segment, rows: Int32Array) => Int32Array;

/** All rows of a window. */
export function selectWithin(segments: readonly Segment[], window: Period): Selection {
  const selection = segments.map((segment) => ({
    segment,
    rows: rowsWithin(segment, segment.inOrder(), window),
  }));
  return selection.filter(({ rows }) => rows.length > 0);
}

/** Those that are within a window. */
export function narrow(selection: Selection, window: Period): Selection {
  const narrowed = selection.map(({ segment, rows }) => ({
    segment,
    rows: rowsWithin(segment, rows, window),
  }));
  return narrowed.filter(({ rows }) => rows.length > 0);
}

/** Those that meet a condition. */
export function keep(selection: Selection, filter: RowFilter): Selection {
  const kept = selection.map(({ segment, rows }) => ({ segment, rows: filter(segment, rows) }));
  return kept.filter(({ rows }) => rows.length > 0);
}
