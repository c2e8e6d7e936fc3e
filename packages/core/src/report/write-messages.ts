import type { CallOptions } from '../port/call.js';
import { formatInstant } from '../time/instant.js';
import type { AnalyticsRun } from './analytics-run.js';
import { readableMessage } from './readable.js';
import { eachInStep } from './step.js';
import type { ReportCounts } from './summary.js';
import type { UserActivity } from './users-table.js';

/** Reads the messages once, to write them and to collect when users were active, as far as requested. */
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
