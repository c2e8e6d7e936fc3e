import type { CursorPage, ProjectScope } from '../entry/cursor-page.js';
import type { StoredEntry } from '../entry/entry.js';
import type { EntryCalls } from '../entry/entry-calls.js';
import type { Conversation } from './conversation.js';
import type { Message, MessageInput } from './message.js';
import type { Project } from './project.js';
import type { ProjectState } from './project-state.js';
import type {
  ConversationQuery,
  ConversationsQuery,
  MessageQuery,
  MessagesQuery,
  UserQuery,
  WatchQuery,
} from './queries.js';

/**
 * The use cases of messages. Every input is decoded, even if the compiler has checked it: invalid input throws `MalformedError`
 * with all its issues. Every method rejects with `UnavailableError` and `AbortedError` like a store, and with `ForbiddenError`
 * if the input names a project that `options.projects` does not allow. Apart from that, entries of other projects do not seem
 * to exist.
 */
export interface Messages extends EntryCalls<MessageInput, Message, MessagesQuery> {
  /**
   * Messages of a project in a time range, oldest first unless the query asks for the other order. The work of a page of a search by
   * `text` is bounded: such a page may have few entries or none, and yet a cursor. Follow it until there is none, as `all` does.
   */
  page(query: MessagesQuery, options?: ProjectScope): Promise<CursorPage>;

  /** The messages of a conversation, oldest first. */
  conversation(query: ConversationQuery, options?: ProjectScope): Promise<CursorPage>;

  /** One message. If several have the same message id, the newest. @throws NotFoundError */
  find(query: MessageQuery, options?: ProjectScope): Promise<StoredEntry>;

  /** Deletes all messages that the query selects, if any. */
  delete(query: MessageQuery, options?: ProjectScope): Promise<void>;

  /** Erases a user: see `MessageStore.eraseUser`. @returns The number of deleted messages. */
  eraseUser(query: UserQuery, options?: ProjectScope): Promise<number>;

  /** The projects that have messages, sorted by name: those that `options.projects` allows. */
  projects(options?: ProjectScope): Promise<readonly Project[]>;

  /**
   * The conversations of a project with messages in a time range, the one with the newest message first. Only the messages that the
   * query selects count, and tell what each conversation is (see `Conversation`). A page may be short, and even empty, before the last one:
   * ask on while there is a cursor.
   */
  conversations(query: ConversationsQuery, options?: ProjectScope): Promise<CursorPage<Conversation>>;

  /**
   * What is stored of a project: its state now, and then each other one, whoever writes. It is looked at once a second, or less often if the store is
   * slow, so what was written and deleted in between does not show. While the store is unavailable, that is the state. Ends when the
   * caller stops, or with `AbortedError`.
   */
  watch(query: WatchQuery, options?: ProjectScope): AsyncGenerator<ProjectState, never>;
}
