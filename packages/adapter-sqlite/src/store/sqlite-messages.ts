import type { Message, Project } from '@memex/core/model';
import type {
  ByMessageId,
  ByUser,
  CallOptions,
  Clock,
  InProjects,
  MessageFilter,
  MessageStore,
  StoredEntry,
} from '@memex/core/ports';
import { instantOfMillis, MESSAGE_PARTITION, ProjectList, plusMicros } from '@memex/core/toolkit';
import type { EntrySelector } from '../protocol/entries.js';
import { SqliteEntries, type SqliteKind } from './sqlite-entries.js';
import { REQUEST_WEIGHT, type StoreWorkers } from './store-workers.js';

const EPOCH = instantOfMillis(0);

const KIND: SqliteKind<Message, MessageFilter> = {
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

export class SqliteMessages extends SqliteEntries<Message, MessageFilter> implements MessageStore {
  constructor(workers: StoreWorkers, clock: Clock) {
    super(KIND, workers, clock);
  }

  findNewest(selector: ByMessageId, options?: CallOptions): Promise<StoredEntry | undefined> {
    return this.newest(selectionOf(selector), options);
  }

  deleteAll(selector: ByMessageId, options?: CallOptions): Promise<number> {
    return this.removeAll(selectionOf(selector), options);
  }

  async eraseUser(selector: ByUser, options?: CallOptions): Promise<number> {
    const selection = selectionOf(selector);
    const removed = await this.removeAll(selection, options);
    const { count } = await this.write({ op: 'erase', selection }, [], options);
    return removed + count;
  }

  async projects({ projects }: InProjects, options?: CallOptions): Promise<readonly Project[]> {
    const request = { op: 'projects', projects } as const;
    const list = new ProjectList();
    for (const { firstAt, lastAt, ...rest } of await this.workers.page.call(request, REQUEST_WEIGHT, options))
      list.add({ ...rest, firstAt: plusMicros(EPOCH, firstAt), lastAt: plusMicros(EPOCH, lastAt) });
    return list.found();
  }
}

function selectionOf({ projects, ...fields }: ByMessageId | ByUser): EntrySelector {
  return { table: 'messages', projects, fields };
}
