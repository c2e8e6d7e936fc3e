import type { Timespan } from '../analytics/timespan.js';
import { compareCodePoints } from '../json/code-points.js';
import { type AppUsers, NO_CHATBOTS, readAppUsers, type UsedApps } from './app-users.js';
import { type DumpRow, readDumps } from './dumps.js';
import type { DocumentWriter, TableWriter } from './outputs.js';
import { noProgress } from './progress.js';
import type { ReportOptions, ReportPorts } from './report.js';
import { reportWindow } from './report-window.js';
import { eachInStep } from './step.js';
import type { ReportSummary } from './summary.js';
import { writeHeading } from './tables.js';
import { APPS_USAGE_COLUMNS, anonymousProfile, GroupedRows, usageRow } from './usage-table.js';
import { ProfileReader } from './users.js';

/** The chatbots, iLog (without it nobody has it), and the applications whose users are registered for the survey. */
export interface AppsUsageInput extends UsedApps {
  /** Whose profile was updated, and when. Each of them answered the survey. Read once, to the end. */
  readonly updates: AsyncIterable<DumpRow>;
  /** Whose update failed, and when. Read once, to the end. */
  readonly failures: AsyncIterable<DumpRow>;
  /** Without a window, everyone who ever used any of it is listed. */
  readonly window?: Timespan | undefined;
}

/** What to write. */
export interface AppsUsageOutputs {
  readonly users: TableWriter;
  readonly profiles?: DocumentWriter | undefined;
}

/** The ports that {@link reportAppsUsage} needs. */
export type AppsUsagePorts = Pick<ReportPorts, 'hub' | 'profiles' | 'clock' | 'zone'>;

/**
 * The report on who uses which chatbots, iLog and the survey. A user whose profile is missing or malformed has an empty
 * address, is left out of the profiles, and is named in the warnings.
 *
 * @throws MalformedError if a row of a dump has no id or an unreadable date. The path is `file:line`.
 * @throws NotFoundError if an application does not exist. See `Platform` for other errors.
 */
export async function reportAppsUsage(
  input: AppsUsageInput,
  ports: AppsUsagePorts,
  outputs: AppsUsageOutputs,
  { progress = noProgress, signal }: ReportOptions = {},
): Promise<ReportSummary> {
  const options = { signal };
  const window = input.window === undefined ? undefined : reportWindow(input.window, ports);
  const dumped = await readDumps([input.updates, input.failures], window ?? {}, options);
  const apps = await readAppUsers(input, ports.hub, window?.seconds, options);
  const userIds = byChatbots([...new Set([...apps.inWindow, ...dumped.inWindow])], apps);
  const above = { window, total: ['total users', userIds.length] as const };
  await writeHeading(outputs.users, above, APPS_USAGE_COLUMNS, options);
  const table = new GroupedRows(outputs.users, options);
  const reader = new ProfileReader(ports.profiles);
  const step = { name: 'profiles', total: userIds.length };
  await eachInStep(progress, step, reader.read(userIds, options), async ({ userId, profile }) => {
    const chatbots = apps.chatbots.get(userId) ?? NO_CHATBOTS;
    await table.add(usageRow({ userId, email: profile?.email ?? null, chatbots }, apps, dumped));
    if (profile !== null && chatbots.ids !== '')
      await outputs.profiles?.item(anonymousProfile(profile, chatbots), options);
  });
  await table.end();
  return { counts: { users: userIds.length, profiles: reader.count }, warnings: reader.warnings };
}

/**
 * The users sorted by the names of their chatbots, descending. Profiles are read in this order, so that only few rows at a time
 * must be held for sorting by address.
 */
function byChatbots(userIds: readonly string[], { chatbots }: AppUsers): readonly string[] {
  const namesOf = (userId: string): string => chatbots.get(userId)?.names ?? '';
  return [...userIds].sort((a, b) => compareCodePoints(namesOf(b), namesOf(a)));
}
