/**
 * Memex embedded: one factory, what its calls take and give, and the errors that they throw.
 *
 * @packageDocumentation
 */

export { AnalyticJobs, type AnalyticJobsParts, jobHandler } from './analytics/analytic-jobs.js';
export { Analytics } from './analytics/analytics.js';
export { type AnalyticsOptions, createAnalytics } from './analytics/create-analytics.js';
export type { DescriptorInput } from './analytics/descriptor.js';
export {
  COPIED_KINDS,
  type CopiedKind,
  type CopyCounts,
  type CopyOptions,
  type CopyPlace,
  type CopyProgress,
} from './copy/copy.js';
export { copyStore } from './copy/copy-store.js';
export type { AppendOptions } from './entry/append.js';
export type { Listing, Scoped } from './entry/listing.js';
export { Partitions } from './entry/partitions.js';
export {
  AbortedError,
  type ErrorCode,
  type Fault,
  ForbiddenError,
  InternalError,
  isMemexError,
  KeyReusedError,
  MalformedError,
  type MemexError,
  NotFoundError,
  type ServicePart,
  TooLargeError,
  UnavailableError,
  type UnavailableOptions,
} from './errors.js';
export { Beat, type BeatOutcome, type BeatParts } from './jobs/beat.js';
export type { Limits } from './limits.js';
export type { LogInput } from './log/log.js';
export { Logs } from './log/logs.js';
export { createMemex, type Memex, type MemexParts } from './memex.js';
export type { MessageInput } from './message/message.js';
export { Messages } from './message/messages.js';
export { readLog, readMessage } from './read.js';
export type { AnalyticalStore, Store } from './store.js';
