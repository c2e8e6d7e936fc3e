import type { Projects, StoredEntry } from '../entry/entry.js';
import type { EntryStore } from '../entry/entry-store.js';
import type { CallOptions } from '../port/call.js';
import type { Instant } from '../time/instant.js';
import type { Message, MessageType } from './message.js';

/** Which messages a page holds: those for which every given part holds. */
export interface MessageFilter {
  readonly projects: Projects;
  /** Inclusive, to the microsecond. */
  readonly from?: Instant | undefined;
  /** Inclusive, to the microsecond. */
  readonly to?: Instant | undefined;
  readonly userId?: string | undefined;
  readonly channel?: string | undefined;
  readonly type?: MessageType | undefined;
  readonly conversationId?: string | undefined;
}

/** Every message with this id that was exchanged with this user. */
export interface ByMessageId {
  readonly messageId: string;
  readonly userId: string;
  readonly projects: Projects;
}

/** Every message of a user. */
export interface ByUser {
  readonly userId: string;
  readonly projects: Projects;
}

/** Where messages are kept. See {@link EntryStore} for what holds for every method. */
export interface MessageStore extends EntryStore<Message, MessageFilter> {
  /** Of the selected messages the newest by instant, then by order of storing; `undefined` where there is none. */
  findNewest(selector: ByMessageId, options?: CallOptions): Promise<StoredEntry | undefined>;

  /** Deletes every selected message; resolves with how many. */
  deleteAll(selector: ByMessageId, options?: CallOptions): Promise<number>;

  /**
   * Right to erasure: when it resolves, nothing of the selected messages is left in anything that the store writes, including
   * what arrived before the call ended. Resolves with how many messages were deleted. Safe to repeat after a failure.
   */
  eraseUser(selector: ByUser, options?: CallOptions): Promise<number>;
}
