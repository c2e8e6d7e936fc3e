import type { Timespan } from '../analytics/timespan.js';
import type { TableWriter } from './outputs.js';
import { noProgress } from './progress.js';
import type { ReportOptions, ReportPorts } from './report.js';
import { reportWindow } from './report-window.js';
import { eachInStep } from './step.js';
import type { ReportSummary } from './summary.js';
import { writeHeading } from './tables.js';
import { ProfileReader } from './users.js';

export interface IdEmailInput {
  readonly appId: string;
  /** Those who became users in this window; at any time by default. */
  readonly window?: Timespan | undefined;
}

/** The ports that {@link reportIdEmail} needs. */
export type IdEmailPorts = Pick<ReportPorts, 'hub' | 'profiles' | 'clock' | 'zone'>;

/**
 * The report on the ids and addresses of an application's users, in the order of the hub. A user whose profile is missing or
 * malformed has an empty address and is named in the warnings.
 *
 * @throws NotFoundError if the hub says that the application does not exist. See `Platform` for other errors.
 */
export async function reportIdEmail(
  { appId, window: timespan }: IdEmailInput,
  ports: IdEmailPorts,
  output: TableWriter,
  { progress = noProgress, signal }: ReportOptions = {},
): Promise<ReportSummary> {
  const window = timespan === undefined ? undefined : reportWindow(timespan, ports);
  const userIds = await ports.hub.users(appId, window?.seconds ?? {}, { signal });
  const above = { appId, window, total: ['total users', userIds.length] as const };
  await writeHeading(output, above, ['id', 'email'], { signal });
  const reader = new ProfileReader(ports.profiles);
  const step = { name: 'profiles', total: userIds.length };
  await eachInStep(progress, step, reader.read(userIds, { signal }), ({ userId, profile }) =>
    output.row([userId, profile?.email ?? null], { signal }),
  );
  return { counts: { users: userIds.length, profiles: reader.count }, warnings: reader.warnings };
}
