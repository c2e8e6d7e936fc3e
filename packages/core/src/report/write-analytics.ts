import { together } from '../async/together.js';
import type { CallOptions } from '../port/call.js';
import { systemTimers } from '../time/timers.js';
import { type AnalyticsRun, createdInWindow } from './analytics-run.js';
import {
  ANALYTICS_COLUMNS,
  analyticsRows,
  type CountsByLabel,
  figuresOf,
  loggerDescriptors,
  TRANSACTIONS,
} from './analytics-table.js';
import { computeByLogger } from './logger-analytics.js';
import type { ReportOptions } from './report.js';
import { withStep } from './step.js';
import type { ReportSummary } from './summary.js';
import { writeHeading } from './tables.js';

export interface AnalyticsFacts extends Pick<ReportOptions, 'warn'> {
  /** The number of tasks in the window. */
  readonly questions: number;
}

/** Writes the table of analytics, if requested. The logger counts users and messages; the task manager counts the rest. */
export async function writeAnalytics(
  run: AnalyticsRun,
  { questions, warn }: AnalyticsFacts,
  options: CallOptions,
): Promise<ReportSummary> {
  const output = run.outputs.analytics;
  if (output === undefined) return { counts: {}, warnings: [] };
  const { appId } = run.input;
  const leftBehind: string[] = [];
  const leave = (id: string): void => {
    leftBehind.push(id);
    warn?.(leftInLogger([id]));
  };
  const [results, transactions] = await together(
    [(call: CallOptions) => resultsOf(run, leave, call), (call: CallOptions) => countTransactions(run, call)],
    options,
  );
  await writeHeading(output, { appId, window: run.window }, ANALYTICS_COLUMNS, options);
  for (const row of analyticsRows({ ...figuresOf(results), questions, transactions }))
    await output.row(row, options);
  return {
    counts: { analytics: results.length },
    warnings: leftBehind.length === 0 ? [] : [leftInLogger(leftBehind)],
  };
}

function leftInLogger(ids: readonly string[]): ReportSummary['warnings'][number] {
  return { what: 'analytics that could not be deleted from the logger', ids };
}

function resultsOf(run: AnalyticsRun, leave: (id: string) => void, options: CallOptions) {
  const { logger, timers = systemTimers } = run.ports;
  const descriptors = loggerDescriptors(run.input.appId, run.window);
  return withStep(run.progress, 'analytics', descriptors.length, (step) =>
    computeByLogger(
      descriptors,
      { logger, timers, caller: run.caller, leave, advance: (count) => step.advance(count) },
      options,
    ),
  );
}

async function countTransactions(run: AnalyticsRun, options: CallOptions): Promise<CountsByLabel> {
  const count = async (label: string, call: CallOptions): Promise<readonly [string, number]> => [
    label,
    await run.ports.tasks.countTransactions({ ...createdInWindow(run), label }, call),
  ];
  const counts = await together(
    TRANSACTIONS.map(
      ([label]) =>
        (call: CallOptions) =>
          count(label, call),
    ),
    options,
  );
  return new Map(counts);
}
