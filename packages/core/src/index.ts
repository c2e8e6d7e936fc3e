export type { CallOptions } from './call.js';
export { throwIfAborted } from './call.js';
export { decode } from './codec/decode.js';
export { FREE_FORM_LEVELS, FreeFormCodec } from './codec/free-form.js';
export { LabelCodec, LabelsCodec } from './codec/label.js';
export { IDENTIFIER_LENGTH, LeafCodec } from './codec/leaf.js';
export { ListCodec } from './codec/list.js';
export { DEFAULT_PAGE, LARGEST_PAGE, PageSizeCodec } from './codec/page-size.js';
export { type Fields, RecordCodec } from './codec/record.js';
export { TaggedCodec } from './codec/tagged.js';
export { TimestampCodec } from './codec/timestamp.js';
export {
  type CopiedKind,
  type CopyCounts,
  type CopyOptions,
  type CopyPlace,
  type CopyProgress,
  copyStore,
} from './copy/copy-store.js';
export type { AppendOptions, PartialOutcome } from './entry/append.js';
export type {
  Batch,
  IdempotencyKey,
  NewEntry,
  Page,
  PageRequest,
  Position,
  Projects,
  StoredEntry,
} from './entry/entry.js';
export type { ByTraceId, EntryStore, StoreCapabilities } from './entry/entry-store.js';
export type { Listing, Scoped } from './entry/listing.js';
export { LOG_PARTITION, MESSAGE_PARTITION, partitionName, partitionRange } from './entry/partition.js';
export { Partitions } from './entry/partitions.js';
export { includesProject } from './entry/projects.js';
export type { Reception } from './entry/receive.js';
export type { IdSource } from './entry/trace-id.js';
export * from './errors.js';
export { parseJson, stringifyJson } from './json/exact-json.js';
export { ExactNumber } from './json/exact-number.js';
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
export type { Probe, ProbeReport } from './probe.js';
export { readLog, readMessage } from './read.js';
export type { Store } from './store.js';
export { systemClock } from './system/clock.js';
export { uuidSource } from './system/ids.js';
export type { Clock } from './time/clock.js';
export {
  formatInstant,
  type Instant,
  instantOf,
  instantOfMillis,
  MICROS_PER_DAY,
  MICROS_PER_SECOND,
  parseTimestamp,
  type Timestamp,
} from './time/instant.js';
