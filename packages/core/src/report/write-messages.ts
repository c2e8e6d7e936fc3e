import type { CallOptions } from '../port/call.js';
import { formatInstant } from '../time/instant.js';
import type { AnalyticsRun } from './analytics-run.js';
import { readableMessage } from './readable.js';
import { eachInStep } from './step.js';
import type { ReportCounts } from './summary.js';
import type { UserActivity } from './users-table.js';

/** Goes through the messages once: writes them, and gathers when users were active, each where it is asked for. */
export async function writeMessages(
  { input, ports, outputs, window, progress }: AnalyticsRun,
  activity: UserActivity,
  options: CallOptions,
): Promise<ReportCounts> {
  const { users, messages } = outputs;
  if (users === undefined && messages === undefined) return {};
  const query = {
    project: input.appId,
    fromTime: formatInstant(window.messages.from),
    toTime: formatInstant(window.messages.to),
    type: messages === undefined ? ('request' as const) : undefined,
  };
  const count = await eachInStep(
    progress,
    { name: 'messages' },
    ports.logger.messages(query, options),
    async (message) => {
      if (users !== undefined) activity.addMessage(message);
      await messages?.item(readableMessage(message), options);
    },
  );
  return messages === undefined ? {} : { messages: count };
}
