/**
 * Building blocks for adapters: accumulators, values at a path, statistics, JSON, instants, attempts, deadlines, paging,
 * lifecycle.
 *
 * @packageDocumentation
 */

export type { Accumulator, Held } from './analytics/accumulating.js';
export {
  accumulatorsOf,
  type FieldMeasure,
  type WindowMeasure,
} from './analytics/accumulator.js';
export { type AnswerMeasure, isAnswerMeasure } from './analytics/answers.js';
export { compute, computeAll, type Sources } from './analytics/compute.js';
export { type FieldKind, field, fieldKind } from './analytics/field.js';
export type { FirstSeenMeasure } from './analytics/first-seen.js';
export { fulfils } from './analytics/fulfils.js';
export {
  type HistoryAccumulator,
  type HistoryMeasure,
  historyAccumulator,
  historyOf,
  isHistoryMeasure,
} from './analytics/history.js';
export { type PartedTerms, type Parts, partedTerms, type TakeMessage } from './analytics/parted-terms.js';
export {
  compareNumerics,
  doubleOf,
  type LargeInteger,
  type Numeric,
  type Scalar,
  scalarOf,
  textOf,
} from './analytics/scalar.js';
export { statisticOf } from './analytics/statistic-of.js';
export { type NumericSummary, percentileRank, summarize } from './analytics/statistics.js';
export { compareTerms, createTopTerms, labelsOf, type TopTerms } from './analytics/terms.js';
export type { TermsMeasure } from './analytics/terms-accumulator.js';
export { valuesAt } from './analytics/values.js';
export { type Backoff, backoffDelay } from './async/backoff.js';
export { callWithin, type Deadline, startDeadline } from './async/deadline.js';
export { type HeartbeatOptions, startHeartbeat } from './async/heartbeat.js';
export { type MapOptions, mapInOrder } from './async/map-in-order.js';
export { raceAbort } from './async/race-abort.js';
export { type WalkedPage, walkPages } from './async/walk-pages.js';
export {
  COPIED_KINDS,
  type CopiedKind,
  type CopyCounts,
  type CopyOptions,
  type CopyPlace,
  type CopyProgress,
  type CopyResult,
} from './copy/copy.js';
export { copyStore } from './copy/copy-store.js';
export { uuidSource } from './entry/id-source.js';
export { KEY_TTL_MICROS, keptOf, outcomeOf } from './entry/keyed-batch.js';
export { MAX_PAGE_BYTES, maxBytesOf, maxScannedOf, PageBound } from './entry/page-bound.js';
export { LOG_PARTITION, MESSAGE_PARTITION, partitionName, partitionRange } from './entry/partition.js';
export { includesProject } from './entry/projects.js';
export { withTraceId } from './entry/with-trace-id.js';
export { renewResults } from './erasure/renew-results.js';
export { type ErasureScope, type SearchedPart, verifyErasure } from './erasure/verify-erasure.js';
export type { ServicePart, UnavailableOptions } from './errors/errors.js';
export { foreignCursor, malformed, malformedWith } from './errors/malformed.js';
export {
  type EncoderOptions,
  EXPORT_KINDS,
  type ExportFormat,
  type ExportKind,
  type ExportRecord,
  type RecordEncoder,
} from './export/export-format.js';
export { countExported, type ExportPage, type ExportScope, exportPages } from './export/export-pages.js';
export { type ExportMonth, monthsOf } from './export/months.js';
export { exportUser, type UserProject, type UserScope, type UserSummary } from './export/user-export.js';
export { type CronSchedule, isCron, NIGHTLY } from './jobs/cron-schedule.js';
export { deadJobsOf } from './jobs/dead-jobs.js';
export { isPermanent } from './jobs/permanent.js';
export { publicReasonOf } from './jobs/public-reason.js';
export { DEFAULT_RETRIES } from './jobs/retry-policy.js';
export { type Attempt, type AttemptOutcome, runAttempt } from './jobs/run-attempt.js';
export { type RunOutcome, Scheduler } from './jobs/scheduler.js';
export { bytesOf } from './json/bytes-of.js';
export { compareCodePoints } from './json/code-points.js';
export { endOfString } from './json/end-of-string.js';
export { parseJson, stringifyJson } from './json/exact-json.js';
export { ExactNumber } from './json/exact-number.js';
export { findJsonIssue, type JsonIssue } from './json/json-issue.js';
export type { JsonObject, JsonValue } from './json/json-value.js';
export { ConversationList } from './message/conversation-list.js';
export {
  ConversationPage,
  type ConversationPlace,
  conversationPlaceAt,
  type FoundConversation,
} from './message/conversation-page.js';
export { FALLBACK_INTENT } from './message/fallback.js';
export { hasWords } from './message/has-words.js';
export { ProjectList, type ProjectPart } from './message/project-list.js';
export { type LoggedPage, type LoggedPageQuery, walkLoggedMessages } from './platform/logged-messages.js';
export { throwIfAborted } from './port/call.js';
export { startAll, stopAll } from './port/lifecycle.js';
export { type PortMethod, wrapMethods } from './port/wrap-methods.js';
export { seededRandom } from './random/seeded-random.js';
export { foundOfUser } from './receipt/found-entries.js';
export type { AppliedRetention, Retention } from './retention/retention.js';
export { absentPlatform } from './services/analytics-platform.js';
export { type Cell, type CellTable, safeCell } from './table/cell.js';
export { maskRow, unmask } from './table/mask.js';
export { createRecordTable, type RecordTable } from './table/record-table.js';
export { type Answered, resultTable } from './table/result-table.js';
export { wordsOf } from './text/words.js';
export { systemClock } from './time/clock.js';
export {
  formatInstant,
  type Instant,
  instantOf,
  instantOfMicros,
  instantOfMillis,
  MICROS_PER_DAY,
  MICROS_PER_SECOND,
  parseTimestamp,
  plusMicros,
  type Timestamp,
} from './time/instant.js';
export { systemTimers } from './time/timers.js';
export { isTimeZone, type TimeZone } from './time/zone.js';
