import type { Timespan } from '../analytics/timespan.js';
import { InternalError } from '../errors.js';
import type { DocumentWriter, TableWriter } from './outputs.js';
import type { ReportOptions, ReportPorts } from './report.js';
import type { ReportSummary } from './summary.js';

/** One row of a dump: that a user's profile was updated, or failed to be. */
export interface DumpRow {
  /** The column `wenet_id`. */
  readonly userId: string;
  /** The column `last_update` or `failure_datetime`, as it stands in the file. */
  readonly date: string;
  /** Where the row is, for errors: the file as the user named it, and the line that it begins in, from 1. */
  readonly file: string;
  readonly line: number;
}

export interface AppsUsageInput {
  /** The chatbots. */
  readonly appIds: readonly string[];
  /** The application whose users have iLog; without it nobody has. */
  readonly ilogId?: string | undefined;
  /** The applications whose users are registered to the survey. */
  readonly surveyIds: readonly string[];
  /** Who updated the profile, and when: each answered the survey. Read once, to the end. */
  readonly updates: AsyncIterable<DumpRow>;
  /** Whose update failed, and when; likewise. */
  readonly failures: AsyncIterable<DumpRow>;
  /** Without it everybody is listed who used any of it at any time. */
  readonly window?: Timespan | undefined;
}

/** What is to be written. */
export interface AppsUsageOutputs {
  readonly users: TableWriter;
  readonly profiles?: DocumentWriter | undefined;
}

/** The ports that {@link reportAppsUsage} asks. */
export type AppsUsagePorts = Pick<ReportPorts, 'hub' | 'profiles' | 'clock' | 'zone'>;

/**
 * Who uses which chatbots, iLog and the survey. Who has no profile, or a malformed one, has an empty address, is left out of the
 * profiles, and is named in the warnings.
 *
 * @throws MalformedError where a row of a dump has no id, or a date that cannot be read: its path is `file:line`.
 * @throws NotFoundError where there is no such application; see `Platform` for the rest.
 */
export async function reportAppsUsage(
  _input: AppsUsageInput,
  _ports: AppsUsagePorts,
  _outputs: AppsUsageOutputs,
  _options: ReportOptions = {},
): Promise<ReportSummary> {
  throw new InternalError('this report is not there yet');
}
