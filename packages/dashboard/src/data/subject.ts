import type { DescriptorInput } from '@memex/core';
import { type BucketLength, intervalOf, type Moment, spanOf, type TimespanInput } from '../state/span.js';
import type { FieldValue, ViewState } from '../state/view-state.js';
import type { MeasureInput } from './measure.js';

/** What the figures of a page are about. */
export interface Subject extends Moment {
  readonly project: string;
  /** The time of the first message of the project; `undefined` if it is not known. */
  readonly firstTime: string | undefined;
  readonly state: ViewState;
}

export interface DescribeOptions {
  /** Another timespan than that of the window. */
  readonly timespan?: TimespanInput | undefined;
  readonly interval?: BucketLength | undefined;
  readonly compare?: 'previous' | undefined;
  /** In addition to those of the page. */
  readonly filters?: readonly FieldValue[] | undefined;
}

/** The descriptor of a measure, as the API takes it and stores it. */
export function describe(
  measure: MeasureInput,
  { project, state, ...moment }: Subject,
  { timespan = spanOf(state.window, moment).timespan, interval, compare, filters = [] }: DescribeOptions = {},
): DescriptorInput {
  const all = [...state.conditions, ...filters].map(
    ({ field, value }) => ({ field, operation: 'term', value }) as const,
  );
  return {
    project,
    timespan,
    ...measure,
    ...(all.length === 0 ? {} : { filters: all }),
    ...(interval === undefined ? {} : { interval }),
    ...(compare === undefined ? {} : { compare }),
  };
}

/** The buckets of the page. */
export function intervalIn({ state, firstTime, ...moment }: Subject): BucketLength {
  return intervalOf(state.window, moment, firstTime);
}
