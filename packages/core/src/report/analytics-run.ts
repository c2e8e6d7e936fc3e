import type { Timespan } from '../analytics/timespan.js';
import type { CallOptions } from '../port/call.js';
import type { TaskQuery } from '../services/task-manager.js';
import type { DocumentWriter, TableWriter } from './outputs.js';
import type { ReportProgress } from './progress.js';
import type { ReportPorts } from './report.js';
import type { ReportWindow } from './report-window.js';

export interface AnalyticsReportInput {
  readonly appId: string;
  /** The application whose users have iLog; without it nobody has. */
  readonly ilogId?: string | undefined;
  /** The application whose users have the survey; without it nobody has. */
  readonly surveyId?: string | undefined;
  /** See `readWindow`. */
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

/** What every part of one report works with. */
export interface AnalyticsRun {
  readonly input: AnalyticsReportInput;
  readonly ports: ReportPorts;
  readonly outputs: AnalyticsReportOutputs;
  readonly window: ReportWindow;
  readonly progress: ReportProgress;
  /** What the caller of the report gave; the signals of its parts fire also where another part fails. */
  readonly caller: CallOptions;
}

/** The tasks and transactions of the window: both are asked for by the same criteria. */
export function createdInWindow({
  input,
  window,
}: AnalyticsRun): Pick<TaskQuery, 'appId' | 'creationFrom' | 'creationTo'> {
  return { appId: input.appId, creationFrom: window.seconds.from, creationTo: window.seconds.to };
}

/** Whether any output needs the tasks one by one. */
export function needsTasks({ questions, users, tasks }: AnalyticsReportOutputs): boolean {
  return questions !== undefined || users !== undefined || tasks !== undefined;
}
