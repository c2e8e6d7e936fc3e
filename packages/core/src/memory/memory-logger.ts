import { MAX_PAGE_SIZE } from '../codec/page-size.js';
import type { AnalyticalMemex } from '../memex/memex.js';
import type { Message } from '../message/message.js';
import { readMessage } from '../message/read-message.js';
import type { UntrustedMessages } from '../message/untrusted-messages.js';
import { type LoggedPage, type LoggedPageQuery, walkLoggedMessages } from '../platform/logged-messages.js';
import type { MessageLogger } from '../platform/message-logger.js';
import type { CallOptions } from '../port/call.js';
import { formatInstant, instantOf, instantOfMillis, plusMicros, type Timestamp } from '../time/instant.js';

export interface MemoryLoggerOptions {
  /** The Memex that the logger calls. */
  readonly memex: AnalyticalMemex;
  /**
   * What the logger can do: everything, by default. `python` can only do what the Python service can: it has no cursors, sees
   * times in milliseconds, returns messages of one millisecond in any order, and cannot compute at once.
   */
  readonly skills?: 'memex' | 'python' | undefined;
}

/** A Memex in this process, as its clients see it. */
export function createMemoryLogger({ memex, skills }: MemoryLoggerOptions): MessageLogger {
  const { messages, analytics } = memex.untrusted;
  const read = skills === 'python' ? readWithoutCursor : readWithCursor;
  return {
    messages: (query, options) =>
      walkLoggedMessages((page, call) => read(messages, page, call), query, options),
    query: async (descriptors, options) =>
      skills === 'python' ? undefined : analytics.computeAll(descriptors, options),
    define: (descriptor, options) => analytics.define(descriptor, options),
    requestComputing: async (id, options) => {
      await analytics.request({ id }, options);
    },
    find: (id, options) => analytics.find({ id }, options),
    delete: (id, options) => analytics.delete({ id }, options),
  };
}

async function readWithCursor(
  messages: UntrustedMessages,
  query: LoggedPageQuery,
  options: CallOptions,
): Promise<LoggedPage> {
  const { entries, cursor } = await messages.page(query, options);
  return { messages: entries.map(readMessage), cursor };
}

/** The first messages, in whole milliseconds; within a millisecond, the newest first. */
async function readWithoutCursor(
  messages: UntrustedMessages,
  { maxSize, ...query }: LoggedPageQuery,
  options: CallOptions,
): Promise<LoggedPage> {
  const milliseconds = (time: Timestamp): number => Math.floor(instantOf(time) / 1_000);
  const begin = instantOfMillis(milliseconds(query.fromTime));
  const end = plusMicros(instantOfMillis(milliseconds(query.toTime)), 999);
  const range = { fromTime: formatInstant(begin), toTime: formatInstant(end) };
  const found: Message[] = [];
  for (let cursor: string | undefined, last = false; !last; last = cursor === undefined) {
    const page = await messages.page({ ...query, ...range, maxSize: MAX_PAGE_SIZE, cursor }, options);
    found.push(...page.entries.map(readMessage));
    cursor = page.cursor;
  }
  const sorted = found
    .reverse()
    .sort((a, b) => milliseconds(a.timestamp) - milliseconds(b.timestamp))
    .slice(0, maxSize);
  return { messages: sorted };
}
