export { AGE_GROUPS, type AgeGroup, ageGroup, type BirthDate } from './analytics/age.js';
export { AGGREGATIONS } from './analytics/aggregations.js';
export { Analytic } from './analytics/analytic.js';
export { AnalyticJobs, type AnalyticJobsParts, isConcluded, jobHandler } from './analytics/analytic-jobs.js';
export { AnalyticState, ComputedAnalytic, withComputedAt } from './analytics/analytic-state.js';
export type { AnalyticFilter, AnalyticStore, ByAnalyticId } from './analytics/analytic-store.js';
export { Analytics, type AnalyticsParts } from './analytics/analytics.js';
export {
  type Collector,
  collectorsOf,
  type FieldMeasure,
  type WindowMeasure,
} from './analytics/collector.js';
export { compute, computeAll, type Sources } from './analytics/compute.js';
export { type Comparison, type Condition, wordsOf } from './analytics/condition.js';
export { type AnalyticsOptions, createAnalytics } from './analytics/create-analytics.js';
export { Descriptor, type DescriptorInput } from './analytics/descriptor.js';
export { type FieldKind, type FieldPath, FieldPathCodec, field, fieldKind } from './analytics/field.js';
export { type Filter, ScalarCodec } from './analytics/filter.js';
export { bucketsOf, Interval, MOST_BUCKETS } from './analytics/interval.js';
export type {
  Analysis,
  AnalysisCapabilities,
  AnalysisRequest,
  Bucket,
  CountOutcome,
  IdentityField,
  Measure,
  MessageAnalysis,
  Outcome,
  Term,
  TimeWindow,
} from './analytics/message-analysis.js';
export { COUNTS, SEGMENTATIONS } from './analytics/metrics.js';
export { AnalyticQuery, AnalyticsQuery, ComputingQuery } from './analytics/queries.js';
export { AnalyticResult } from './analytics/result.js';
export {
  compareNumerics,
  doubleOf,
  type LargeInteger,
  type Numeric,
  type Scalar,
  scalarOf,
  textOf,
} from './analytics/scalar.js';
export { type NumericSummary, percentileOf, summarize } from './analytics/statistics.js';
export { MovingValueCodec, Timespan } from './analytics/timespan.js';
export { numbersAt, valuesAt } from './analytics/values.js';
export { windowOf } from './analytics/window.js';
export type { CallOptions } from './call.js';
export { throwIfAborted } from './call.js';
export { decode } from './codec/decode.js';
export { FREE_FORM_LEVELS, FreeFormCodec } from './codec/free-form.js';
export { LabelCodec, LabelsCodec, labels } from './codec/label.js';
export { IDENTIFIER_LENGTH, identifier, LeafCodec, number, text } from './codec/leaf.js';
export { ListCodec, list } from './codec/list.js';
export { DEFAULT_PAGE, LARGEST_PAGE, PageSizeCodec } from './codec/page-size.js';
export {
  type Fields,
  omittable,
  optional,
  optionalList,
  RecordCodec,
  record,
  required,
  strictRecord,
  type UnknownFields,
  unknownName,
} from './codec/record.js';
export { TaggedCodec } from './codec/tagged.js';
export { TimestampCodec } from './codec/timestamp.js';
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
export type {
  Batch,
  NewEntry,
  Page,
  PageRequest,
  Position,
  Projects,
  StoredEntry,
} from './entry/entry.js';
export type { ByTraceId, EntryStore, StoreCapabilities } from './entry/entry-store.js';
export {
  type BatchForm,
  type BatchOutcome,
  type KeptBatch,
  KeptForm,
  type KeyedBatch,
  keptOf,
  outcomeOf,
} from './entry/keyed-batch.js';
export type { Listing, Scoped } from './entry/listing.js';
export { MAX_PAGE_BYTES, maxBytesOf, PageBound } from './entry/page-bound.js';
export { LOG_PARTITION, MESSAGE_PARTITION, partitionName, partitionRange } from './entry/partition.js';
export { Partitions } from './entry/partitions.js';
export { includesProject } from './entry/projects.js';
export type { Reception } from './entry/receive.js';
export type { IdSource } from './entry/trace-id.js';
export * from './errors.js';
export { DEFAULT_AT_ONCE, type MapOptions, mapInOrder } from './flow/map-in-order.js';
export { type WalkedPage, walkPages } from './flow/walk-pages.js';
export { Beat, type BeatOutcome, type BeatParts } from './jobs/beat.js';
export { dueFiring, isCron, NIGHTLY, nextFiring, type Timing } from './jobs/firing.js';
export { DeadJob, type Delivery, type JobStatus, type NewJob, Work } from './jobs/job.js';
export type {
  ConsumeOptions,
  Consumer,
  JobHandler,
  JobQueue,
  QueueCapabilities,
  QueueDepth,
} from './jobs/job-queue.js';
export { isPermanent } from './jobs/permanent.js';
export { publicReasonOf } from './jobs/public-reason.js';
export { DEFAULT_RETRIES, type RetryPolicy, retryDelay } from './jobs/retry-policy.js';
export { runStart, type Start, type StartOutcome } from './jobs/run-start.js';
export type { Schedule } from './jobs/schedule.js';
export { bytesOf } from './json/bytes-of.js';
export { endOfString } from './json/end-of-string.js';
export { parseJson, stringifyJson } from './json/exact-json.js';
export { ExactNumber } from './json/exact-number.js';
export { findJsonFault, type JsonFault } from './json/json-fault.js';
export type { JsonObject, JsonValue } from './json/json-value.js';
export { type Startable, startAll, stopAll } from './lifecycle.js';
export { DEFAULT_LIMITS, type Limits } from './limits.js';
export { Log, type LogInput } from './log/log.js';
export type { LogFilter, LogStore } from './log/log-store.js';
export { Logs } from './log/logs.js';
export { LogQuery, LogsQuery } from './log/queries.js';
export { createMemex, type Memex, type MemexParts } from './memex.js';
export { ReplyContent, RequestContent } from './message/content.js';
export {
  Message,
  type MessageInput,
  MessageType,
  NotificationMessage,
  RequestMessage,
  ResponseMessage,
} from './message/message.js';
export type { ByMessageId, ByUser, MessageFilter, MessageStore } from './message/message-store.js';
export { Messages } from './message/messages.js';
export { ConversationQuery, MessageQuery, MessagesQuery, UserQuery } from './message/queries.js';
export { type AnalyticsPlatform, absentPlatform } from './platform/analytics-platform.js';
export { App, type Hub } from './platform/hub.js';
export { type IncentiveServer, UserCohort } from './platform/incentive-server.js';
export {
  type LoggedPage,
  type LoggedPageQuery,
  type ReadLoggedPage,
  walkLoggedMessages,
} from './platform/logged-messages.js';
export type { LoggedMessagesQuery, MessageLogger } from './platform/message-logger.js';
export type { Platform } from './platform/platform.js';
export { Profile, type ProfileLookup, type ProfileManager } from './platform/profile-manager.js';
export type { Seconds, SecondsRange } from './platform/seconds.js';
export {
  Task,
  type TaskManager,
  type TaskQuery,
  Transaction,
  type TransactionQuery,
} from './platform/task-manager.js';
export type { Probe, ProbeReport } from './probe.js';
export { readLog, readMessage } from './read.js';
export { reportAnalytics } from './report/analytics-report.js';
export type { AnalyticsReportInput, AnalyticsReportOutputs } from './report/analytics-run.js';
export {
  type AppsUsageInput,
  type AppsUsageOutputs,
  type AppsUsagePorts,
  reportAppsUsage,
} from './report/apps-usage.js';
export { type Cell, safeCell } from './report/cell.js';
export { decodeText, emojize } from './report/decode-text.js';
export { parseDumpDate } from './report/dump-date.js';
export type { DumpRow } from './report/dumps.js';
export { type IdEmailInput, type IdEmailPorts, reportIdEmail } from './report/id-email.js';
export type { DocumentWriter, TableWriter } from './report/outputs.js';
export { noProgress, type ReportProgress, type ReportStep } from './report/progress.js';
export type { ReportOptions, ReportPorts } from './report/report.js';
export { readWindow, type WindowInput } from './report/report-window.js';
export type { ReportCounts, ReportSummary, ReportWarning } from './report/summary.js';
export type { AnalyticalStore, Store } from './store.js';
export { systemClock } from './system/clock.js';
export { uuidSource } from './system/ids.js';
export { systemTimers } from './system/timers.js';
export type { Clock } from './time/clock.js';
export {
  formatInstant,
  type Instant,
  instantOf,
  instantOfMillis,
  MICROS_PER_DAY,
  MICROS_PER_HOUR,
  MICROS_PER_SECOND,
  parseTimestamp,
  plusMicros,
  type Timestamp,
} from './time/instant.js';
export type { Timers } from './time/timers.js';
export { isTimeZone, type TimeZone } from './time/zone.js';
