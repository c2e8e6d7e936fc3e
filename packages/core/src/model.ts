/**
 * The codecs and tables of the model, for edges. Static types, validation and schemas all come from them.
 *
 * @packageDocumentation
 */

export { AGGREGATIONS } from './analytics/aggregations.js';
export { Analytic } from './analytics/analytic.js';
export { AnalyticState } from './analytics/analytic-state.js';
export { Descriptor } from './analytics/descriptor.js';
export { FieldPathCodec } from './analytics/field.js';
export { type Filter, ScalarCodec } from './analytics/filter.js';
export { MeasuredFieldCodec } from './analytics/measured-field.js';
export { COUNTS, SEGMENTATIONS } from './analytics/metrics.js';
export { AnalyticQuery, AnalyticsQuery, ComputingQuery, MAX_DESCRIPTORS } from './analytics/queries.js';
export { AnalyticResult } from './analytics/result.js';
export { SegmentLimitCodec } from './analytics/segment-limit.js';
export { MovingValueCodec, Timespan } from './analytics/timespan.js';
export type { UntrustedAnalytics } from './analytics/untrusted-analytics.js';
export { decode } from './codec/decode.js';
export { FlagCodec } from './codec/flag.js';
export { FREE_FORM_LEVELS, FreeFormCodec } from './codec/free-form.js';
export { isCodec } from './codec/is-codec.js';
export { LabelCodec, LabelsCodec, labels } from './codec/label.js';
export { IDENTIFIER_LENGTH, identifier, LeafCodec, number, quantity, text } from './codec/leaf.js';
export { ListCodec, list } from './codec/list.js';
export { DEFAULT_PAGE, MAX_PAGE_SIZE, PageSizeCodec } from './codec/page-size.js';
export {
  type Fields,
  omittable,
  optional,
  optionalList,
  RecordCodec,
  record,
  required,
  type UnknownFields,
  unknownName,
} from './codec/record.js';
export { TaggedCodec } from './codec/tagged.js';
export { TimestampCodec } from './codec/timestamp.js';
export { KeptForm } from './entry/keyed-batch.js';
export { DEFAULT_LIMITS } from './entry/limits.js';
export type { Partitions } from './entry/partitions.js';
export { EXPORT_QUERIES } from './export/queries.js';
export type { RequestedExport, UntrustedExports } from './export/untrusted-exports.js';
export { DeadJob, Work } from './jobs/job.js';
export { Log } from './log/log.js';
export { LogQuery, LogsQuery } from './log/queries.js';
export type { UntrustedLogs } from './log/untrusted-logs.js';
export type { Untrusted } from './memex/memex.js';
export {
  DeadJobReport,
  DeadJobsQuery,
  DropQuery,
  type JobTotals,
  type Operations,
  RetryQuery,
  type SchedulerStatus,
} from './memex/operations.js';
export type { UntrustedOperations } from './memex/untrusted-operations.js';
export { ReplyContent, RequestContent } from './message/content.js';
export { Conversation } from './message/conversation.js';
export {
  Message,
  MessageType,
  NotificationMessage,
  RequestMessage,
  ResponseMessage,
} from './message/message.js';
export { Project } from './message/project.js';
export type { ProjectMessages, ProjectState } from './message/project-state.js';
export {
  ConversationQuery,
  ConversationsQuery,
  MessageQuery,
  MessagesQuery,
  UserQuery,
  WatchQuery,
} from './message/queries.js';
export { MAX_SEARCH_LENGTH } from './message/search-text.js';
export type { UntrustedMessages } from './message/untrusted-messages.js';
export { Receipt, ReceiptsQuery } from './receipt/receipt.js';
export type { UntrustedReceipts } from './receipt/untrusted-receipts.js';
export { RetentionInput, RetentionQuery, RetentionRule } from './retention/retention-rule.js';
export type { UntrustedRetention } from './retention/untrusted-retention.js';
export { App } from './services/hub.js';
export { UserCohort } from './services/incentive-server.js';
export { Profile } from './services/profile-manager.js';
export { Task, Transaction } from './services/task-manager.js';
