import type { Conversation, Message, Project } from '@memex/core/model';
import type {
  ByMessageId,
  ByUser,
  CallOptions,
  Clock,
  ConversationFilter,
  ConversationPageRequest,
  InProjects,
  MessageSearch,
  MessageStore,
  Page,
  PageRequest,
  StoredEntry,
} from '@memex/core/ports';
import {
  ConversationPage,
  conversationPlaceAt,
  FALLBACK_INTENT,
  instantOfMicros,
  MESSAGE_PARTITION,
  ProjectList,
} from '@memex/core/toolkit';
import type { ConversationSelection } from '../protocol/conversations.js';
import type { EntrySelector, FieldValues } from '../protocol/entries.js';
import { searchPage } from './search-page.js';
import { SqliteEntries, type SqliteKind } from './sqlite-entries.js';
import { REQUEST_WEIGHT, type StoreWorkers } from './store-workers.js';

/** About how many messages a page of conversations may look at. */
const MAX_LOOKED = 100_000;

/** A part of a page ends at these, so that other pages get their turn in between. */
const LOOKED_PER_PART = 10_000;
const CONVERSATIONS_PER_PART = 2_000;

const KIND: SqliteKind<Message, MessageSearch> = {
  table: 'messages',
  partitionPrefix: MESSAGE_PARTITION,
  fieldsOf: (message) => [
    message.type,
    message.channel,
    message.userId,
    message.messageId,
    message.conversationId,
    message.content?.type ?? null,
    message.type === 'request' ? (message.intent?.name ?? null) : null,
    message.type === 'request' ? message.domain : null,
  ],
  fieldsOfFilter: ({ userId, channel, type, conversationId }) => ({ userId, channel, type, conversationId }),
};

export class SqliteMessages extends SqliteEntries<Message, MessageSearch> implements MessageStore {
  constructor(workers: StoreWorkers, clock: Clock) {
    super(KIND, workers, clock);
  }

  findNewest(selector: ByMessageId, options?: CallOptions): Promise<StoredEntry | undefined> {
    return this.newest(selectionOf(selector), options);
  }

  deleteAll(selector: ByMessageId, options?: CallOptions): Promise<number> {
    return this.removeAll(selectionOf(selector), options);
  }

  override page(filter: MessageSearch, request: PageRequest, options?: CallOptions): Promise<Page> {
    const { words } = filter;
    if (words === undefined) return super.page(filter, request, options);
    const search = { workers: this.workers, selection: this.selectionOf(filter), words };
    return searchPage(search, request, options);
  }

  async eraseUser(selector: ByUser, options?: CallOptions): Promise<number> {
    const selection = selectionOf(selector);
    const removed = await this.removeAll(selection, options);
    const { count } = await this.write({ op: 'erase', selection }, [], options);
    return removed + count;
  }

  async conversations(
    filter: ConversationFilter,
    request: ConversationPageRequest,
    options?: CallOptions,
  ): Promise<Page<Conversation>> {
    const page = new ConversationPage(request);
    const selection = conversationsOf(filter);
    let after = conversationPlaceAt(request.after);
    for (let looked = 0; ; ) {
      const limit = Math.min(page.room + 1, CONVERSATIONS_PER_PART);
      const part = { op: 'conversations', selection, limit, maxLooked: LOOKED_PER_PART, after } as const;
      const { rows, next, ...read } = await this.workers.page.call(part, REQUEST_WEIGHT, options);
      for (const { firstAt, lastAt, ...rest } of rows) {
        const instants = { firstAt: instantOfMicros(firstAt), lastAt: instantOfMicros(lastAt) };
        if (!page.admits({ ...rest, ...instants })) return page.upTo();
      }
      if (next === undefined) return page.whole();
      looked += read.looked;
      if (looked >= MAX_LOOKED) return page.upTo(next);
      after = next;
    }
  }

  async projects({ projects }: InProjects, options?: CallOptions): Promise<readonly Project[]> {
    const request = { op: 'projects', projects } as const;
    const list = new ProjectList();
    for (const { firstAt, lastAt, ...rest } of await this.workers.page.call(request, REQUEST_WEIGHT, options))
      list.add({ ...rest, firstAt: instantOfMicros(firstAt), lastAt: instantOfMicros(lastAt) });
    return list.found();
  }
}

function conversationsOf({
  project,
  from,
  to,
  userId,
  channel,
  fallback,
  intent,
  language,
}: ConversationFilter): ConversationSelection {
  return {
    project,
    from,
    to,
    fields: { userId, channel },
    fallback: FALLBACK,
    onlyFallbacks: fallback,
    wanted: intent === undefined ? {} : { type: 'request', 'intent.name': intent },
    language,
  };
}

const FALLBACK: FieldValues = { type: 'request', 'intent.name': FALLBACK_INTENT };

function selectionOf({ projects, ...fields }: ByMessageId | ByUser): EntrySelector {
  return { table: 'messages', projects, fields };
}
