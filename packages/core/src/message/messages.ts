import type { AppendOptions } from '../entry/append.js';
import type { CursorPage, ProjectScope } from '../entry/cursor-page.js';
import type { StoredEntry } from '../entry/entry.js';
import type { BatchOutcome } from '../entry/keyed-batch.js';
import type { Limits } from '../limits.js';
import type { Message, MessageInput } from './message.js';
import type { ConversationQuery, MessageQuery, MessagesQuery, UserQuery } from './queries.js';

/**
 * What can be done with messages. Every input is decoded whatever the compiler knows of it: what breaks the contract throws
 * `MalformedError` with every fault. All reject with `UnavailableError` and `AbortedError` as stores do, and with `ForbiddenError` where a
 * project is named that `options.projects` does not allow; what lies in other projects is otherwise as if it did not exist.
 */
export interface Messages {
  /** How much is accepted. */
  readonly limits: Limits;

  /**
   * Stores a batch, all or nothing.
   *
   * @returns The trace ids, in order.
   * @throws TooLargeError, KeyReusedError
   */
  append(messages: readonly MessageInput[], options?: AppendOptions): Promise<readonly string[]>;

  /** Stores the well-formed messages of a batch and tells the faults of the others. See {@link append}. */
  appendPartial(messages: readonly MessageInput[], options?: AppendOptions): Promise<BatchOutcome>;

  /** Messages of a project in a range of time, oldest first. */
  page(query: MessagesQuery, options?: ProjectScope): Promise<CursorPage>;

  /** The same, from the first page to the last: `for await (const message of messages.all(query))`. `maxSize` is that of a page. */
  all(query: MessagesQuery, options?: ProjectScope): AsyncIterable<Message>;

  /** The messages of a conversation, oldest first. */
  conversation(query: ConversationQuery, options?: ProjectScope): Promise<CursorPage>;

  /** One message; of several with one message id the newest. @throws NotFoundError */
  find(query: MessageQuery, options?: ProjectScope): Promise<StoredEntry>;

  /** Deletes every message that the query selects; there may be none. */
  delete(query: MessageQuery, options?: ProjectScope): Promise<void>;

  /** Erases a user: see `MessageStore.eraseUser`. @returns How many messages were deleted. */
  eraseUser(query: UserQuery, options?: ProjectScope): Promise<number>;
}
