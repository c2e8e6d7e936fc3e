import type { Timespan } from '../analytics/timespan.js';
import type { TableWriter } from './outputs.js';
import { noProgress } from './progress.js';
import type { ReportOptions, ReportPorts } from './report.js';
import { reportWindow } from './report-window.js';
import type { ReportSummary } from './summary.js';
import { heading } from './tables.js';
import { ProfileReader } from './users.js';

export interface IdEmailInput {
  readonly appId: string;
  /** Those who became users in it; at any time where absent. */
  readonly window?: Timespan | undefined;
}

/** The ports that {@link reportIdEmail} asks. */
export type IdEmailPorts = Pick<ReportPorts, 'hub' | 'profiles' | 'clock' | 'zone'>;

/**
 * The ids and addresses of an application's users, in the order of the hub. Who has no profile, or a malformed one, has an empty
 * address and is named in the warnings.
 *
 * @throws NotFoundError where the hub says that there is no such application; see `Platform` for the rest.
 */
export async function reportIdEmail(
  { appId, window: timespan }: IdEmailInput,
  ports: IdEmailPorts,
  output: TableWriter,
  { progress = noProgress, signal }: ReportOptions = {},
): Promise<ReportSummary> {
  const window = timespan === undefined ? undefined : reportWindow(timespan, ports);
  const userIds = await ports.hub.users(appId, window?.seconds ?? {}, { signal });
  for (const row of heading({ appId, window, total: ['total users', userIds.length] }))
    await output.row(row, { signal });
  await output.row(['id', 'email'], { signal });
  const reader = new ProfileReader(ports.profiles);
  const step = progress.step('profiles', userIds.length);
  try {
    for await (const { userId, profile } of reader.read(userIds, { signal })) {
      await output.row([userId, profile?.email ?? null], { signal });
      step.advance();
    }
  } finally {
    step.end();
  }
  return { counts: { users: userIds.length, profiles: reader.count }, warnings: reader.warnings };
}
