import type { CallOptions } from '../port/call.js';
import type { Task } from '../services/task-manager.js';
import { type AnalyticsRun, createdInWindow, needsTasks } from './analytics-run.js';
import { HeldRows } from './held-rows.js';
import { QUESTION_COLUMNS, questionRow } from './questions-table.js';
import { ANSWER, readableTask } from './readable.js';
import { eachInStep } from './step.js';
import type { ReportCounts } from './summary.js';
import { writeHeading } from './tables.js';
import type { UserActivity } from './users-table.js';

export interface TaskFacts {
  readonly activity: UserActivity;
  /** The number of tasks; `undefined` if unknown. */
  readonly total: number | undefined;
}

/** Reads the tasks once, to write them and their questions, and to collect how much each user asked, as far as requested. */
export async function writeTasks(
  run: AnalyticsRun,
  { activity, total }: TaskFacts,
  options: CallOptions,
): Promise<ReportCounts> {
  const { outputs, ports, progress, input, window } = run;
  if (!needsTasks(outputs)) return {};
  const held = new HeldRows();
  const count = await eachInStep(
    progress,
    { name: 'tasks', total },
    ports.tasks.tasks(createdInWindow(run), options),
    async (task: Task) => {
      if (outputs.users !== undefined) activity.addTask(task);
      if (outputs.questions !== undefined) held.add(questionRow(task));
      await outputs.tasks?.item(readableTask(task), options);
    },
  );
  if (outputs.questions !== undefined) {
    const heading = { appId: input.appId, window, total: ['total questions', held.count] as const };
    await writeHeading(outputs.questions, heading, QUESTION_COLUMNS, options);
    for (const row of held.rows()) await outputs.questions.row(row, options);
  }
  return { tasks: count };
}

/** Collects how often each user answered, if the table of users is requested. */
export async function readAnswers(
  run: AnalyticsRun,
  activity: UserActivity,
  options: CallOptions,
): Promise<void> {
  if (run.outputs.users === undefined) return;
  const answers = run.ports.tasks.transactions({ ...createdInWindow(run), label: ANSWER }, options);
  await eachInStep(run.progress, { name: 'answers' }, answers, async (transaction) =>
    activity.addTransaction(transaction),
  );
}
