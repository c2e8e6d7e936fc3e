import { decode } from '../codec/decode.js';
import { allEntries } from '../entry/all-entries.js';
import { type AppendOptions, append, appendPartial } from '../entry/append.js';
import { type CursorPage, listPage, PIECE_BYTES, type ProjectScope, rangeOf } from '../entry/cursor-page.js';
import type { IngestContext } from '../entry/decode-batch.js';
import type { PageRequest, Projects, StoredEntry } from '../entry/entry.js';
import type { ByTraceId } from '../entry/entry-store.js';
import type { BatchOutcome } from '../entry/keyed-batch.js';
import type { Limits } from '../entry/limits.js';
import { narrowProjects, refuseForeignProject } from '../entry/projects.js';
import { readUntilFull } from '../entry/until-full.js';
import { NotFoundError } from '../errors/errors.js';
import { systemTimers } from '../time/timers.js';
import type { Conversation } from './conversation.js';
import { Message } from './message.js';
import type { ByMessageId, ByUser, MessageSearch, MessageStore } from './message-store.js';
import type { Messages } from './messages.js';
import type { Project } from './project.js';
import type { ProjectState } from './project-state.js';
import { ProjectWatch } from './project-watch.js';
import {
  ConversationQuery,
  ConversationsQuery,
  type MessageIdSelection,
  MessageQuery,
  MessagesQuery,
  selectionOf,
  UserQuery,
  WatchQuery,
} from './queries.js';
import { readMessage } from './read-message.js';
import { searchedWords } from './search-text.js';

/** The largest page of conversations, in bytes: few of them are larger than a kilobyte. */
const MAX_CONVERSATIONS_BYTES = 2 * 1_048_576;

/** How messages are deleted: each deletion is recorded. */
export interface MessageDeletions {
  readonly one: (selector: ByTraceId, options: ProjectScope) => Promise<boolean>;
  readonly byMessageId: (selector: ByMessageId, options: ProjectScope) => Promise<void>;
  readonly ofUser: (selector: ByUser, options: ProjectScope) => Promise<number>;
}

/** The calls of `Messages`, for edges: they accept values of any type, which only the call itself checks. */
export class UntrustedMessages implements Messages {
  private readonly projectWatch: ProjectWatch;

  constructor(
    private readonly store: MessageStore,
    private readonly context: IngestContext,
    private readonly deletions: MessageDeletions,
  ) {
    this.projectWatch = new ProjectWatch({ store, clock: context.clock, timers: systemTimers });
  }

  /** The limits of what is accepted. */
  get limits(): Limits {
    return this.context.limits;
  }

  /**
   * Stores a batch completely or not at all.
   *
   * @param input - An array of {@link MessageInput}.
   * @returns The trace ids, in order.
   * @throws TooLargeError, KeyReusedError
   */
  append(input: unknown, options: AppendOptions = {}): Promise<readonly string[]> {
    return append(Message, this.store, input, this.context, options);
  }

  /** Stores the well-formed messages of a batch, and returns the issues of the others. See {@link append}. */
  appendPartial(input: unknown, options: AppendOptions = {}): Promise<BatchOutcome> {
    return appendPartial(Message, this.store, input, this.context, options);
  }

  /**
   * Messages of a project in a time range. The work of a page of a search by `text` is bounded, so it may have few entries or none, and
   * yet a cursor.
   *
   * @param query - {@link MessagesQuery}
   */
  async page(query: unknown, options: ProjectScope = {}): Promise<CursorPage> {
    const { project, userId, channel, type, text, ...rest } = decode(MessagesQuery, query);
    const filter = {
      projects: narrowProjects(options.projects ?? 'all', project),
      ...rangeOf(rest),
      userId: userId ?? undefined,
      channel: channel ?? undefined,
      type: type ?? undefined,
      words: text === null ? undefined : searchedWords(text),
    };
    const read = (f: MessageSearch, request: PageRequest) => this.store.page(f, request, options);
    // A page of a search may end anywhere, so it is one piece.
    if (text !== null) return listPage(filter, rest, read, options, PIECE_BYTES);
    return listPage(filter, rest, (f, request) => readUntilFull((r) => read(f, r), request), options);
  }

  /** All messages that a query finds. @param query - {@link MessagesQuery} */
  all(query: unknown, options: ProjectScope = {}): AsyncGenerator<Message, void> {
    return allEntries(query, (at, call) => this.page(at, call), readMessage, options);
  }

  /** The messages of a conversation, oldest first. @param query - {@link ConversationQuery} */
  async conversation(query: unknown, options: ProjectScope = {}): Promise<CursorPage> {
    const { conversationId, project, ...paging } = decode(ConversationQuery, query);
    const filter = { projects: narrowProjects(options.projects ?? 'all', project), conversationId };
    const read = (request: PageRequest) => this.store.page(filter, request, options);
    return listPage(filter, paging, (_, request) => readUntilFull(read, request), options);
  }

  /**
   * One message. If several have the same message id, the newest.
   *
   * @param query - {@link MessageQuery}
   * @throws NotFoundError
   */
  async find(query: unknown, options: ProjectScope = {}): Promise<StoredEntry> {
    const selection = selectionOf(decode(MessageQuery, query));
    const allowed = options.projects ?? 'all';
    const found =
      selection.by === 'traceId'
        ? await this.store.find({ traceId: selection.traceId, projects: allowed }, options)
        : await this.store.findNewest(selectorOf(selection, allowed), options);
    if (found === undefined) throw new NotFoundError('the message');
    return found;
  }

  /** Deletes all messages that the query selects, if any. @param query - {@link MessageQuery} */
  async delete(query: unknown, options: ProjectScope = {}): Promise<void> {
    const selection = selectionOf(decode(MessageQuery, query));
    const allowed = options.projects ?? 'all';
    if (selection.by === 'traceId') {
      await this.deletions.one({ traceId: selection.traceId, projects: allowed }, options);
    } else {
      await this.deletions.byMessageId(selectorOf(selection, allowed), options);
    }
  }

  /** Erases a user: see `MessageStore.eraseUser`. @param query - {@link UserQuery} @returns The number of deleted messages. */
  async eraseUser(query: unknown, options: ProjectScope = {}): Promise<number> {
    const { userId, project } = decode(UserQuery, query);
    return this.deletions.ofUser(
      { userId, projects: narrowProjects(options.projects ?? 'all', project) },
      options,
    );
  }

  /** The conversations of a project, the one with the newest message first. @param query - {@link ConversationsQuery} */
  async conversations(query: unknown, options: ProjectScope = {}): Promise<CursorPage<Conversation>> {
    const { project, userId, channel, fallback, intent, language, ...rest } = decode(
      ConversationsQuery,
      query,
    );
    refuseForeignProject(options.projects ?? 'all', project);
    const filter = {
      project,
      ...rangeOf(rest),
      userId: userId ?? undefined,
      channel: channel ?? undefined,
      fallback: fallback ?? false,
      intent: intent ?? undefined,
      language: language ?? undefined,
    };
    const read = (f: typeof filter, request: PageRequest) => this.store.conversations(f, request, options);
    return listPage(filter, rest, read, options, MAX_CONVERSATIONS_BYTES);
  }

  /** The projects that have messages, sorted by name: those that `options.projects` allows. */
  projects(options: ProjectScope = {}): Promise<readonly Project[]> {
    return this.store.projects({ projects: options.projects ?? 'all' }, options);
  }

  /** What is stored of a project, again and again: see `Messages.watch`. @param query - {@link WatchQuery} */
  watch(query: unknown, options: ProjectScope = {}): AsyncGenerator<ProjectState, never> {
    const { project } = decode(WatchQuery, query);
    refuseForeignProject(options.projects ?? 'all', project);
    return this.projectWatch.states(project, options);
  }
}

/** Only what the port knows of a query. A store may turn every part into a condition. */
function selectorOf({ messageId, userId, project }: MessageIdSelection, allowed: Projects): ByMessageId {
  return { messageId, userId, projects: narrowProjects(allowed, project) };
}
