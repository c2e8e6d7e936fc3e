import type { estypes } from '@elastic/elasticsearch';
import type { Projects } from '@memex/core/ports';
import type { Instant } from '@memex/core/toolkit';
import type { Span } from '../config/index-names.js';

type Query = estypes.QueryDslQueryContainer;

/** What every filter of entries has. */
export interface InRange extends Span {
  readonly projects: Projects;
}

const MICROS_PER_MILLI = 1_000;

/** The query for a filter: a range of instants, projects, and the terms that are given. */
export function queryOf({ projects, from, to }: InRange, terms: readonly Query[] = []): Query {
  return {
    bool: {
      filter: [...projectTerms(projects), ...terms, ...timestampRange(from, to)],
      must_not: outsideRange(from, to),
    },
  };
}

/** Documents whose field is exactly this text; none where it is `undefined`. */
export function termOf(field: string, value: string | undefined): readonly Query[] {
  return value === undefined ? [] : [{ term: { [`${field}.keyword`]: value } }];
}

/** As {@link termOf}, in any case: older documents have labels in capitals. */
export function labelOf(field: string, value: string | undefined): readonly Query[] {
  return value === undefined ? [] : [{ term: { [`${field}.keyword`]: { value, case_insensitive: true } } }];
}

function projectTerms(projects: Projects): readonly Query[] {
  return projects === 'all' ? [] : [{ terms: { 'project.keyword': [...projects] } }];
}

/** By millisecond: all that older documents have, and what lets the cluster skip indices. */
function timestampRange(from: Instant | undefined, to: Instant | undefined): readonly Query[] {
  if (from === undefined && to === undefined) return [];
  const range = {
    format: 'epoch_millis',
    ...(from === undefined ? {} : { gte: millisOf(from) }),
    ...(to === undefined ? {} : { lte: millisOf(to) }),
  };
  return [{ range: { timestamp: range } }];
}

/** By microsecond, where a document has such: a document without passes. */
function outsideRange(from: Instant | undefined, to: Instant | undefined): Query[] {
  return [
    ...(from === undefined ? [] : [{ range: { 'memex.at': { lt: from } } }]),
    ...(to === undefined ? [] : [{ range: { 'memex.at': { gt: to } } }]),
  ];
}

function millisOf(instant: Instant): number {
  return Math.floor(instant / MICROS_PER_MILLI);
}
