import { together } from '../async/together.js';
import type { CallOptions } from '../port/call.js';
import {
  type AnalyticsReportInput,
  type AnalyticsReportOutputs,
  type AnalyticsRun,
  createdInWindow,
  needsTasks,
} from './analytics-run.js';
import { noProgress } from './progress.js';
import type { ReportOptions, ReportPorts } from './report.js';
import { reportWindow } from './report-window.js';
import type { ReportSummary } from './summary.js';
import { UserActivity } from './users-table.js';
import { writeAnalytics } from './write-analytics.js';
import { writeMessages } from './write-messages.js';
import { readAnswers, writeTasks } from './write-tasks.js';
import { readUserLists, writeUsers } from './write-users.js';

/**
 * The report on an application over a window: its analytics, questions and users as tables, and its tasks, messages and
 * profiles as documents. A user whose profile is missing or malformed has empty cells, is left out of the profiles, and is
 * named in the warnings.
 *
 * Everything that the outputs need is fetched concurrently, each thing once, and streamed. Held in memory are only the rows of
 * the questions, because their number comes first, and a few numbers per user. The analytics that the report defines in the
 * logger are deleted, even if it fails or is aborted.
 *
 * @throws NotFoundError if a service says that the application does not exist. See `Platform` for other errors.
 */
export async function reportAnalytics(
  input: AnalyticsReportInput,
  ports: ReportPorts,
  outputs: AnalyticsReportOutputs,
  options: ReportOptions = {},
): Promise<ReportSummary> {
  const window = reportWindow(input.window, ports);
  const progress = options.progress ?? noProgress;
  const run = { input, ports, outputs, window, progress, caller: options };
  const isTimed = options.progress !== undefined;
  const questions = await countQuestions(run, isTimed, options);
  const [analytics, { counts, warnings }] = await together<[ReportSummary, ReportSummary]>(
    [
      (call) => writeAnalytics(run, { questions: questions ?? 0, warn: options.warn }, call),
      (call) => writeRest(run, questions, call),
    ],
    options,
  );
  return {
    counts: { ...counts, ...analytics.counts },
    warnings: [...warnings, ...analytics.warnings],
  };
}

/** The number of tasks, if it is needed: by the table, or by progress that shows the time left. */
async function countQuestions(
  run: AnalyticsRun,
  isTimed: boolean,
  options: CallOptions,
): Promise<number | undefined> {
  const { outputs } = run;
  const asked = outputs.analytics !== undefined || (isTimed && needsTasks(outputs));
  return asked ? run.ports.tasks.countTasks(createdInWindow(run), options) : undefined;
}

/** What the users need is collected first. */
async function writeRest(
  run: AnalyticsRun,
  questions: number | undefined,
  options: CallOptions,
): Promise<ReportSummary> {
  const activity = new UserActivity();
  const [tasks, , messages, lists] = await together(
    [
      (call: CallOptions) => writeTasks(run, { activity, total: questions }, call),
      (call: CallOptions) => readAnswers(run, activity, call),
      (call: CallOptions) => writeMessages(run, activity, call),
      (call: CallOptions) => readUserLists(run, call),
    ],
    options,
  );
  const users = await writeUsers(run, { ...lists, activity }, options);
  return { counts: { ...tasks, ...messages, ...users.counts }, warnings: users.warnings };
}
