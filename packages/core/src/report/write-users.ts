import { together } from '../async/together.js';
import type { JsonValue } from '../json/json-value.js';
import type { CallOptions } from '../port/call.js';
import type { Profile } from '../services/profile-manager.js';
import type { AnalyticsRun } from './analytics-run.js';
import { eachInStep } from './step.js';
import type { ReportSummary } from './summary.js';
import { writeHeading } from './tables.js';
import { ProfileReader } from './users.js';
import { cohortsOf, USER_COLUMNS, type UserFacts, userRow } from './users-table.js';

/** The listed users, and what is known of them besides their profiles. */
export interface UserLists extends Omit<UserFacts, 'activity'> {
  readonly userIds: readonly string[];
}

/** Reads what the outputs about users need. */
export async function readUserLists(
  { input, ports, outputs, window }: AnalyticsRun,
  options: CallOptions,
): Promise<UserLists> {
  const isTable = outputs.users !== undefined;
  const usersOf = async (appId: string | undefined, call: CallOptions): Promise<ReadonlySet<string>> =>
    new Set(isTable && appId !== undefined ? await ports.hub.users(appId, {}, call) : []);
  const [userIds, ilogUsers, surveyUsers, cohorts] = await together(
    [
      async (call: CallOptions) =>
        isTable || outputs.profiles !== undefined ? ports.hub.users(input.appId, window.seconds, call) : [],
      (call: CallOptions) => usersOf(input.ilogId, call),
      (call: CallOptions) => usersOf(input.surveyId, call),
      async (call: CallOptions) => (isTable ? ports.incentives.cohorts(call) : []),
    ],
    options,
  );
  return { userIds, ilogUsers, surveyUsers, cohorts: cohortsOf(input.appId, cohorts) };
}

/** Reads the profiles once, to write the users and their profiles, as far as requested. */
export async function writeUsers(
  { input, ports, outputs, window, progress }: AnalyticsRun,
  { userIds, ...facts }: UserLists & UserFacts,
  options: CallOptions,
): Promise<ReportSummary> {
  const { users, profiles } = outputs;
  if (users === undefined && profiles === undefined) return { counts: {}, warnings: [] };
  const heading = { appId: input.appId, window, total: ['total users', userIds.length] as const };
  if (users !== undefined) await writeHeading(users, heading, USER_COLUMNS, options);
  const reader = new ProfileReader(ports.profiles);
  const step = { name: 'profiles', total: userIds.length };
  await eachInStep(progress, step, reader.read(userIds, options), async (user) => {
    await users?.row(userRow(user, facts), options);
    if (user.profile !== null) await profiles?.item(withoutId(user.profile), options);
  });
  return { counts: { users: userIds.length, profiles: reader.count }, warnings: reader.warnings };
}

function withoutId({ id: _, ...profile }: Profile): JsonValue {
  return profile;
}
