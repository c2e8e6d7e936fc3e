import type { Timespan } from '../analytics/timespan.js';
import type { CallOptions } from '../port/call.js';
import type { TaskQuery } from '../services/task-manager.js';
import type { DocumentWriter, TableWriter } from './outputs.js';
import type { ReportProgress } from './progress.js';
import type { ReportPorts } from './report.js';
import type { ReportWindow } from './report-window.js';

export interface AnalyticsReportInput {
  readonly appId: string;
  /** The application whose users have iLog. Without it, nobody has. */
  readonly ilogId?: string | undefined;
  /** The application whose users have the survey. Without it, nobody has. */
  readonly surveyId?: string | undefined;
  /** See `readWindow`. */
  readonly window: Timespan;
}

/** What to write. Only what these outputs need is fetched. */
export interface AnalyticsReportOutputs {
  readonly analytics?: TableWriter | undefined;
  readonly questions?: TableWriter | undefined;
  readonly users?: TableWriter | undefined;
  readonly tasks?: DocumentWriter | undefined;
  readonly messages?: DocumentWriter | undefined;
  readonly profiles?: DocumentWriter | undefined;
}

/** What the parts of one report share. */
export interface AnalyticsRun {
  readonly input: AnalyticsReportInput;
  readonly ports: ReportPorts;
  readonly outputs: AnalyticsReportOutputs;
  readonly window: ReportWindow;
  readonly progress: ReportProgress;
  /** The options of the report's caller. The signals of its parts also fire when another part fails. */
  readonly caller: CallOptions;
}

/** Selects the tasks, or the transactions, of the window: the criteria are the same. */
export function createdInWindow({
  input,
  window,
}: AnalyticsRun): Pick<TaskQuery, 'appId' | 'creationFrom' | 'creationTo'> {
  return { appId: input.appId, creationFrom: window.seconds.from, creationTo: window.seconds.to };
}

/** Whether any output needs the individual tasks. */
export function needsTasks({ questions, users, tasks }: AnalyticsReportOutputs): boolean {
  return questions !== undefined || users !== undefined || tasks !== undefined;
}
