import type { Page, PageRequest, Projects, StoredEntry } from '../entry/entry.js';
import type { EntryStore } from '../entry/entry-store.js';
import type { CallOptions } from '../port/call.js';
import type { Instant } from '../time/instant.js';
import type { Conversation } from './conversation.js';
import type { ConversationPageRequest } from './conversation-page.js';
import type { Message, MessageType } from './message.js';
import type { Project } from './project.js';

/** Selects messages. A message must match every part that is given. */
export interface MessageFilter {
  readonly projects: Projects;
  /** Inclusive, in microseconds. */
  readonly from?: Instant | undefined;
  /** Inclusive, in microseconds. */
  readonly to?: Instant | undefined;
  readonly userId?: string | undefined;
  readonly channel?: string | undefined;
  readonly type?: MessageType | undefined;
  readonly conversationId?: string | undefined;
}

/** Selects messages as a {@link MessageFilter} does, and by the words of their text, which is at `content.value`. */
export interface MessageSearch extends MessageFilter {
  /** The text has all of these words, among those that `wordsOf` gives. Not empty. */
  readonly words?: readonly string[] | undefined;
}

/** All messages with this id that were exchanged with this user. */
export interface ByMessageId {
  readonly messageId: string;
  readonly userId: string;
  readonly projects: Projects;
}

/** All messages of a user. */
export interface ByUser {
  readonly userId: string;
  readonly projects: Projects;
}

/** Some projects. */
export interface InProjects {
  readonly projects: Projects;
}

/**
 * Selects messages with a conversation id, and with them conversations: those that have at least one. A message must match every part
 * that is given.
 */
export interface ConversationFilter {
  readonly project: string;
  /** Inclusive, in microseconds. */
  readonly from: Instant;
  /** Inclusive, in microseconds. */
  readonly to: Instant;
  readonly userId?: string | undefined;
  readonly channel?: string | undefined;
  /** Whether to leave out conversations without a fallback (see `isFallback`) among the selected messages. All messages of the others count. */
  readonly fallback: boolean;
  /**
   * Leaves out conversations without a selected request that has this name of an intent and this language, as far as they are given. One request must
   * have both. All messages of the others count.
   */
  readonly intent?: string | undefined;
  readonly language?: string | undefined;
}

/** The port that stores messages. {@link EntryStore} says what holds for every method. */
export interface MessageStore extends EntryStore<Message, MessageFilter> {
  /** As `EntryStore.page`. A page of a search by words may also end where it has looked at much text. */
  page(filter: MessageSearch, request: PageRequest, options?: CallOptions): Promise<Page>;

  /** The newest of the selected messages, by instant, then by order of storing; `undefined` if there is none. */
  findNewest(selector: ByMessageId, options?: CallOptions): Promise<StoredEntry | undefined>;

  /** Deletes all selected messages. Resolves with their number. */
  deleteAll(selector: ByMessageId, options?: CallOptions): Promise<number>;

  /**
   * Erases a user (the right to erasure). When it resolves, nothing of the selected messages is left in anything that the store
   * wrote, including messages that arrived before the call ended. Resolves with the number of deleted messages. Safe to repeat
   * after a failure.
   */
  eraseUser(selector: ByUser, options?: CallOptions): Promise<number>;

  /**
   * Those of the projects that have messages, in the order of the code points of their names. A project that has only logs is not
   * among them. It may take as long as looking at the instant of every message of the projects, but never reads their texts, unless
   * another program wrote them.
   */
  projects(selector: InProjects, options?: CallOptions): Promise<readonly Project[]>;

  /**
   * The conversations of the selected messages, as these tell them (see `Conversation`). The newest of several messages is the one of
   * the latest instant, of equal ones the last stored. The conversation with the newest message comes first; of those with equal
   * instants, the one whose id has the smaller code points. While nothing is written, walking the pages yields each conversation exactly
   * once.
   *
   * A page looks at a bounded number of messages, which the store chooses, and besides at all messages of the conversations that it meets, and
   * of one instant. So it may be short or empty, although there are more conversations; then it has `next`. Only a store that has no
   * index of what it was given by another program may have to look at all messages of the range for each page.
   *
   * The size of a conversation is that of its JSON.
   *
   * @throws MalformedError if `after` is not a position of this store.
   */
  conversations(
    filter: ConversationFilter,
    request: ConversationPageRequest,
    options?: CallOptions,
  ): Promise<Page<Conversation>>;
}
