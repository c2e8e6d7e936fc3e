import type { CursorPage, ProjectScope } from '../entry/cursor-page.js';
import type { StoredEntry } from '../entry/entry.js';
import type { EntryCalls } from '../entry/entry-calls.js';
import type { Message, MessageInput } from './message.js';
import type { ConversationQuery, MessageQuery, MessagesQuery, UserQuery } from './queries.js';

/**
 * What can be done with messages. Every input is decoded whatever the compiler knows of it: what breaks the contract throws
 * `MalformedError` with every issue. All reject with `UnavailableError` and `AbortedError` as stores do, and with `ForbiddenError` where a
 * project is named that `options.projects` does not allow; what lies in other projects is otherwise as if it did not exist.
 */
export interface Messages extends EntryCalls<MessageInput, Message, MessagesQuery> {
  /** The messages of a conversation, oldest first. */
  conversation(query: ConversationQuery, options?: ProjectScope): Promise<CursorPage>;

  /** One message; of several with one message id the newest. @throws NotFoundError */
  find(query: MessageQuery, options?: ProjectScope): Promise<StoredEntry>;

  /** Deletes every message that the query selects; there may be none. */
  delete(query: MessageQuery, options?: ProjectScope): Promise<void>;

  /** Erases a user: see `MessageStore.eraseUser`. @returns How many messages were deleted. */
  eraseUser(query: UserQuery, options?: ProjectScope): Promise<number>;
}
