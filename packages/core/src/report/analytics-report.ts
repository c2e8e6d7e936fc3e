import type { Timespan } from '../analytics/timespan.js';
import { InternalError } from '../errors.js';
import type { DocumentWriter, TableWriter } from './outputs.js';
import type { ReportOptions, ReportPorts } from './report.js';
import type { ReportSummary } from './summary.js';

export interface AnalyticsReportInput {
  readonly appId: string;
  /** The application whose users have iLog; without it nobody has. */
  readonly ilogId?: string | undefined;
  /** The application whose users have the survey; without it nobody has. */
  readonly surveyId?: string | undefined;
  readonly window: Timespan;
}

/** What is to be written; only what these need is fetched. */
export interface AnalyticsReportOutputs {
  readonly analytics?: TableWriter | undefined;
  readonly questions?: TableWriter | undefined;
  readonly users?: TableWriter | undefined;
  readonly tasks?: DocumentWriter | undefined;
  readonly messages?: DocumentWriter | undefined;
  readonly profiles?: DocumentWriter | undefined;
}

/**
 * The report of an application over a window: its analytics, questions and users as tables, its tasks, messages and profiles as
 * documents. Who has no profile, or a malformed one, has empty cells, is left out of the profiles, and is named in the warnings.
 *
 * The analytics that it defines in the logger are deleted, also where it fails or is aborted.
 *
 * @throws NotFoundError where a service says that there is no such application; see `Platform` for the rest.
 */
export async function reportAnalytics(
  _input: AnalyticsReportInput,
  _ports: ReportPorts,
  _outputs: AnalyticsReportOutputs,
  _options: ReportOptions = {},
): Promise<ReportSummary> {
  throw new InternalError('this report is not there yet');
}
