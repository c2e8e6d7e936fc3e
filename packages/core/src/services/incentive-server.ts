import type * as t from 'io-ts';
import { identifier, number } from '../codec/leaf.js';
import { record, required } from '../codec/record.js';
import type { CallOptions } from '../port/call.js';

/** The group of an experiment that a user of an application belongs to. */
export const UserCohort = record('UserCohort', {
  app_id: required(identifier),
  user_id: required(identifier),
  cohort: required(number),
});
export type UserCohort = t.TypeOf<typeof UserCohort>;

/** The incentive server: the cohorts of users. See {@link Platform} for errors. */
export interface IncentiveServer {
  cohorts(options?: CallOptions): Promise<readonly UserCohort[]>;
}
