/**
 * What an adapter implements, and the types that it is given.
 *
 * @packageDocumentation
 */

export type { AnalyticFilter, AnalyticStore, ByAnalyticId } from './analytics/analytic-store.js';
export type { Comparison, Condition } from './analytics/condition.js';
export type { FieldPath } from './analytics/field.js';
export type {
  Analysis,
  AnalysisCapabilities,
  AnalysisRequest,
  Bucket,
  Counted,
  CountOutcome,
  IdentityField,
  Measure,
  MessageAnalysis,
  Outcome,
  Statistic,
  Term,
  TimeWindow,
} from './analytics/message-analysis.js';
export type {
  Batch,
  NewEntry,
  Page,
  PageOrder,
  PageRequest,
  Position,
  Projects,
  StoredEntry,
} from './entry/entry.js';
export type { ByAge, ByTraceId, EntryStore, StoreCapabilities } from './entry/entry-store.js';
export type { IdSource } from './entry/id-source.js';
export type { BatchForm, BatchOutcome, KeptBatch, KeyedBatch } from './entry/keyed-batch.js';
export type { Delivery, JobStatus, NewJob } from './jobs/job.js';
export type {
  ConsumeOptions,
  Consumer,
  JobHandler,
  JobQueue,
  QueueCapabilities,
  QueueDepth,
} from './jobs/job-queue.js';
export type { RetryPolicy } from './jobs/retry-policy.js';
export type { Schedule } from './jobs/schedule.js';
export type { KeyValue, KeyValuePageRequest, KeyValueStore } from './key-value/key-value-store.js';
export type { LogFilter, LogStore } from './log/log-store.js';
export type { ConversationPageRequest } from './message/conversation-page.js';
export type {
  ByMessageId,
  ByUser,
  ConversationFilter,
  InProjects,
  MessageFilter,
  MessageSearch,
  MessageStore,
} from './message/message-store.js';
export type { LoggedMessagesQuery, MessageLogger } from './platform/message-logger.js';
export type { Platform } from './platform/platform.js';
export type { CallOptions } from './port/call.js';
export type { Startable } from './port/lifecycle.js';
export type { Probe, ProbeReport } from './port/probe.js';
export type { AnalyticsPlatform } from './services/analytics-platform.js';
export type { Hub } from './services/hub.js';
export type { IncentiveServer } from './services/incentive-server.js';
export type { ProfileLookup, ProfileManager } from './services/profile-manager.js';
export type { Seconds, SecondsRange } from './services/seconds.js';
export type { TaskManager, TaskQuery, TransactionQuery } from './services/task-manager.js';
export type { Clock } from './time/clock.js';
export type { Timers } from './time/timers.js';
