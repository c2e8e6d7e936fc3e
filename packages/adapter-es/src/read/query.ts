import type { estypes } from '@elastic/elasticsearch';
import type { Projects } from '@memex/core/ports';
import type { Instant } from '@memex/core/toolkit';
import type { Span } from '../config/index-names.js';
import { FORMS } from '../document/indexed-values.js';

type Query = estypes.QueryDslQueryContainer;

/** What every filter of entries contains. */
export interface InRange extends Span {
  readonly projects: Projects;
}

/** Matches documents that do not have what Memex indexes: those of the Python service, mostly. */
export const WITHOUT_FORM: Query = { bool: { must_not: { terms: { 'memex.form': Object.values(FORMS) } } } };

const MICROS_PER_MILLI = 1_000;

/** The query for a filter: a range of instants, projects, and further terms. */
export function queryOf({ projects, from, to }: InRange, terms: readonly Query[] = []): Query {
  return {
    bool: {
      filter: [...projectTerms(projects), ...terms, ...timestampRange(from, to)],
      must_not: outsideRange(from, to),
    },
  };
}

/** Matches documents whose field has exactly this value. No condition if the value is `undefined`. */
export function termOf(field: string, value: string | undefined): readonly Query[] {
  return value === undefined ? [] : [{ term: { [`${field}.keyword`]: value } }];
}

/** As {@link termOf}, but ignores case: older documents have labels in capitals. */
export function labelOf(field: string, value: string | undefined): readonly Query[] {
  return value === undefined ? [] : [{ term: { [`${field}.keyword`]: { value, case_insensitive: true } } }];
}

function projectTerms(projects: Projects): readonly Query[] {
  return projects === 'all' ? [] : [{ terms: { 'project.keyword': [...projects] } }];
}

/** Compares milliseconds. Older documents have nothing finer, and the cluster skips indices by this range. */
function timestampRange(from: Instant | undefined, to: Instant | undefined): readonly Query[] {
  if (from === undefined && to === undefined) return [];
  const range = {
    format: 'epoch_millis',
    ...(from === undefined ? {} : { gte: millisOf(from) }),
    ...(to === undefined ? {} : { lte: millisOf(to) }),
  };
  return [{ range: { timestamp: range } }];
}

/** Compares microseconds. Documents without them pass. */
function outsideRange(from: Instant | undefined, to: Instant | undefined): Query[] {
  return [
    ...(from === undefined ? [] : [{ range: { 'memex.at': { lt: from } } }]),
    ...(to === undefined ? [] : [{ range: { 'memex.at': { gt: to } } }]),
  ];
}

function millisOf(instant: Instant): number {
  return Math.floor(instant / MICROS_PER_MILLI);
}
