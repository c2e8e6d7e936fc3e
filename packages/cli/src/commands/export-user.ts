import { isMemexError } from '@memex/core';
import type { UserSummary } from '@memex/core/toolkit';
import { openExistingStore } from '../composition/existing-store.js';
import { readUserOrder } from '../export/user-order.js';
import { writeUser } from '../export/write-user.js';
import { CliError, EXIT } from '../terminal/cli-error.js';
import { countOf } from '../terminal/progress-line.js';
import type { Run } from './run.js';
import { stopAtSignal, stopReason } from './signals.js';

/** Writes everything that the configured store keeps of one person. */
export const exportUserData: Run = async ({ config, args: [, ...ids], options }) => {
  const order = await readUserOrder(ids, options);
  const signal = stopAtSignal();
  const store = await openExistingStore(config, 'export from the process that has the data, over HTTP');
  await store.start();
  try {
    const summary = await writeUser(store, order, signal);
    if (order.path !== undefined)
      process.stdout.write(
        options.json === undefined ? described(order.path, summary) : `${JSON.stringify(summary)}\n`,
      );
    return EXIT.done;
  } catch (error) {
    if (!isMemexError(error, 'aborted')) throw error;
    const left = order.path === undefined ? '' : `; ${order.path} was not written`;
    throw new CliError(EXIT.failed, [`${stopReason(signal)}${left}`]);
  } finally {
    await store.stop();
  }
};

function described(path: string, { messages, analytics, projects }: UserSummary): string {
  const names = projects.map(({ project }) => project).join(', ');
  const where = names === '' ? '' : ` (${names})`;
  return `${path}: ${countOf(messages)} messages${where}, ${countOf(analytics)} analytics\n`;
}
