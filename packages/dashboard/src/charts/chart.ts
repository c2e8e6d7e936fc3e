import type { Point, Unit } from '../data/card-data.js';
import type { BucketLength } from '../state/span.js';

/** The course of a figure. */
export interface Line {
  readonly name: string;
  /** The period before is dashed, and what is compared beside each other has a colour each. */
  readonly role: 'current' | 'previous' | 'other';
  readonly points: readonly Point[];
}

/** Courses over the same buckets. The period before is laid over the current one, bucket by bucket. */
export interface LinesChart {
  readonly kind: 'lines';
  readonly unit: Unit;
  readonly interval: BucketLength;
  readonly lines: readonly Line[];
}

/** Numbers by bucket, divided into parts that are stacked. */
export interface StackedChart {
  readonly kind: 'stacked';
  readonly interval: BucketLength;
  readonly buckets: readonly { readonly from: string | null; readonly unfinished: boolean }[];
  readonly parts: readonly { readonly name: string; readonly counts: readonly number[] }[];
}

/** A value and, where it is compared, what it was in the period before. */
export interface NamedValue {
  readonly name: string;
  readonly value: number | null;
  readonly previous?: number | null;
}

/** Values beside each other. */
export interface BarsChart {
  readonly kind: 'bars';
  readonly unit: Unit;
  readonly rows: readonly NamedValue[];
}

/** Counts by weekday (0 is Monday) and hour: `counts[weekday][hour]`. */
export interface HoursChart {
  readonly kind: 'hours';
  readonly counts: readonly (readonly number[])[];
}

/** Numbers that have no common scale. */
export interface FiguresChart {
  readonly kind: 'figures';
  readonly unit: Unit;
  readonly rows: readonly NamedValue[];
}

/** What a chart shows. The same is drawn, read aloud point by point, and written as a table. */
export type Chart = LinesChart | StackedChart | BarsChart | HoursChart | FiguresChart;
