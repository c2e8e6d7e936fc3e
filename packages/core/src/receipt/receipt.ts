import type * as t from 'io-ts';
import { labels } from '../codec/label.js';
import { identifier, quantity, text } from '../codec/leaf.js';
import { list } from '../codec/list.js';
import { optional, record, required, strictRecord } from '../codec/record.js';
import { timestamp } from '../codec/timestamp.js';
import { pagingFields } from '../entry/cursor-page.js';

/** What was found of a project. */
export const FoundEntries = record('FoundEntries', {
  project: required(identifier),
  messages: required(quantity),
  logs: required(quantity),
});
export type FoundEntries = t.TypeOf<typeof FoundEntries>;

/** What is kept of a deletion: an erasure of a user, a run of retention for one project, a dropped partition, or a message or a log that was deleted by its id. */
export const Receipt = record('Receipt', {
  id: required(identifier),
  kind: required(labels('ReceiptKind', ['erasure', 'retention', 'partition', 'message', 'log'])),
  /** `begun`: it is running, or it was interrupted, and some of it may be deleted. Repeating it completes it. */
  state: required(labels('ReceiptState', ['begun', 'complete'])),
  /** Who asked: never a key. */
  by: required(text),
  /** The name of the engine that stores the entries; null if it did not tell. */
  engine: optional(text),
  beganAt: required(timestamp),
  completedAt: optional(timestamp),
  /** How often it was begun until it was complete. */
  attempts: required(quantity),
  /** A keyed hash of the id of the user whose messages they were; null if it is neither an erasure nor the deletion of a message. */
  userHash: optional(text),
  /** The projects that it was limited to; null if it was not. */
  projects: optional(list(identifier)),
  partition: optional(text),
  /** What is earlier was deleted; null if it is not retention. */
  before: optional(timestamp),
  /**
   * What there was when it was first begun, by project. What arrived meanwhile is only in `deleted`. Of messages that were deleted by the id that their
   * sender gave, only the newest is here.
   */
  found: required(list(FoundEntries)),
  /**
   * How many entries were deleted; null if nobody counted. An attempt that was interrupted does not count, nor what
   * arrived while an erasure ended, which is deleted last.
   */
  deleted: optional(quantity),
});
export type Receipt = t.TypeOf<typeof Receipt>;

/** Receipts, those of one user if given. */
export const ReceiptsQuery = strictRecord('ReceiptsQuery', {
  userId: optional(identifier),
  ...pagingFields,
});
export type ReceiptsQuery = t.OutputOf<typeof ReceiptsQuery>;
