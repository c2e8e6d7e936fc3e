import type { AnalyticJobs } from '../analytics/analytic-jobs.js';
import type { Analytics } from '../analytics/analytics.js';
import type { CallOptions } from '../call.js';
import type { Message } from '../message/message.js';
import type { Messages } from '../message/messages.js';
import type { LoggedMessagesQuery, MessageLogger } from '../platform/message-logger.js';
import { readMessage } from '../read.js';

/** The use cases that a logger passes its calls to. */
export interface MemoryLoggerParts {
  readonly messages: Messages;
  readonly analytics: Analytics;
  readonly jobs: AnalyticJobs;
}

/** A Memex of this process, as its clients see it. */
export function createMemoryLogger({ messages, analytics, jobs }: MemoryLoggerParts): MessageLogger {
  return {
    messages: (query, options) => eachMessage(messages, query, options),
    define: (descriptor, options) => analytics.define(descriptor, options),
    requestComputing: async (id, options) => {
      await jobs.request({ id }, options);
    },
    find: (id, options) => analytics.find({ id }, options),
    delete: (id, options) => analytics.delete({ id }, options),
  };
}

async function* eachMessage(
  messages: Messages,
  query: LoggedMessagesQuery,
  options: CallOptions | undefined,
): AsyncGenerator<Message> {
  let cursor: string | undefined;
  do {
    const page = await messages.page({ ...query, cursor }, options);
    yield* page.entries.map(readMessage);
    cursor = page.cursor;
  } while (cursor !== undefined);
}
