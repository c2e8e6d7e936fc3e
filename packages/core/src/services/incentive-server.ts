import type * as t from 'io-ts';
import { identifier, number } from '../codec/leaf.js';
import { record, required } from '../codec/record.js';
import type { CallOptions } from '../port/call.js';

/** Which group of an experiment a user of an application belongs to. */
export const UserCohort = record('UserCohort', {
  app_id: required(identifier),
  user_id: required(identifier),
  cohort: required(number),
});
export type UserCohort = t.TypeOf<typeof UserCohort>;

/** Knows the cohorts of users. For errors see {@link Platform}. */
export interface IncentiveServer {
  cohorts(options?: CallOptions): Promise<readonly UserCohort[]>;
}
