import type * as t from 'io-ts';
import { identifier, text } from '../codec/leaf.js';
import { optional, required, strictRecord } from '../codec/record.js';
import { pagingFields, rangeFields } from '../entry/cursor-page.js';

/** Logs of a project in a time range. */
export const LogsQuery = strictRecord('LogsQuery', {
  project: required(identifier),
  ...rangeFields,
  component: optional(text),
  severity: optional(text),
  ...pagingFields,
});
export type LogsQuery = t.OutputOf<typeof LogsQuery>;

/** One log, by its trace id. */
export const LogQuery = strictRecord('LogQuery', { id: required(identifier) });
export type LogQuery = t.OutputOf<typeof LogQuery>;
