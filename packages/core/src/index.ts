/**
 * Embeds Memex: `createMemex`, the inputs and results of its calls, and the errors that they throw.
 *
 * @packageDocumentation
 */

export type { Analytic } from './analytics/analytic.js';
export type { Analytics, ResultOf } from './analytics/analytics.js';
export type { DescriptorInput } from './analytics/descriptor.js';
export type { AnalyticQuery, AnalyticsQuery, ComputingQuery } from './analytics/queries.js';
export type { AnalyticResult } from './analytics/result.js';
export type { AppendOptions } from './entry/append.js';
export type { CursorPage, ProjectScope } from './entry/cursor-page.js';
export type { Limits } from './entry/limits.js';
export {
  AbortedError,
  type ErrorCode,
  ForbiddenError,
  InternalError,
  KeyReusedError,
  MalformedError,
  type MemexError,
  NotFoundError,
  TooLargeError,
  UnavailableError,
} from './errors/errors.js';
export { isMemexError } from './errors/is-memex-error.js';
export type { Issue } from './errors/issue.js';
export type { SchedulerOptions } from './jobs/create-scheduler.js';
export type { Jobs } from './jobs/jobs.js';
export type { WorkerOptions } from './jobs/worker.js';
export type { Log, LogInput } from './log/log.js';
export type { Logs } from './log/logs.js';
export type { LogQuery, LogsQuery } from './log/queries.js';
export { readLog } from './log/read-log.js';
export {
  type AnalyticalMemex,
  type AnalyticalMemexOptions,
  createMemex,
  type Memex,
  type MemexOptions,
} from './memex/memex.js';
export type { DeadJobReport, OperationalStatus } from './memex/operations.js';
export type { Message, MessageInput } from './message/message.js';
export type { Messages } from './message/messages.js';
export type {
  ConversationQuery,
  MessageQuery,
  MessagesQuery,
  UserQuery,
} from './message/queries.js';
export { readMessage } from './message/read-message.js';
export type { AnalyticalStore, Store } from './store/store.js';
