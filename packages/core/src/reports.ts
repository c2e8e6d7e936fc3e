/**
 * The reports about an application.
 *
 * @packageDocumentation
 */

export { reportAnalytics } from './report/analytics-report.js';
export type { AnalyticsReportInput, AnalyticsReportOutputs } from './report/analytics-run.js';
export {
  type AppsUsageInput,
  type AppsUsageOutputs,
  type AppsUsagePorts,
  reportAppsUsage,
} from './report/apps-usage.js';
export type { DumpRow } from './report/dumps.js';
export { type IdEmailInput, type IdEmailPorts, reportIdEmail } from './report/id-email.js';
export type { DocumentWriter, TableWriter } from './report/outputs.js';
export { noProgress, type ReportProgress, type ReportStep } from './report/progress.js';
export type { ReportOptions, ReportPorts } from './report/report.js';
export { readWindow, type WindowInput } from './report/report-window.js';
export type { ReportCounts, ReportSummary, ReportWarning } from './report/summary.js';
