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
  /** How many tasks there are; undefined where nobody knows. */
  readonly total: number | undefined;
}

/** Goes through the tasks once: writes them and the questions, and gathers who asked how much, each where it is asked for. */
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

/** Gathers who answered how often, where the table of users is asked for. */
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
