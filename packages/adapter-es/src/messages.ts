import type { estypes } from '@elastic/elasticsearch';
import type {
  ByMessageId,
  ByUser,
  CallOptions,
  Message,
  MessageFilter,
  MessageStore,
  StoredEntry,
} from '@memex/core';
import { ElasticEntries } from './entries.js';
import { labelOf, queryOf, termOf } from './read/query.js';
import { searchDocuments } from './read/search.js';
import { storedEntry } from './read/stored.js';
import { removeMatching } from './write/remove-matching.js';

/** How many of the newest are read: more than one, as older documents may hold no message. */
const NEWEST = 10;

export class ElasticMessages extends ElasticEntries<Message, MessageFilter> implements MessageStore {
  findNewest(selector: ByMessageId, options?: CallOptions): Promise<StoredEntry | undefined> {
    return this.engine.read(async ({ client }) => {
      const indices = await this.indices.list(client, options);
      const { sort } = this.orderIn(indices, 'desc');
      const request = { index: indices.expression, query: selectedBy(selector), size: NEWEST, sort };
      const documents = await searchDocuments(client, request, options);
      return documents
        .map((document) => storedEntry(this.model, document))
        .find((entry) => entry !== undefined);
    }, options);
  }

  deleteAll(selector: ByMessageId, options?: CallOptions): Promise<number> {
    return this.removeAll(selectedBy(selector), options);
  }

  eraseUser({ userId, projects }: ByUser, options?: CallOptions): Promise<number> {
    return this.removeAll(queryOf({ projects }, termOf('userId', userId)), options);
  }

  protected override queryOf(filter: MessageFilter): estypes.QueryDslQueryContainer {
    return queryOf(filter, [
      ...termOf('userId', filter.userId),
      ...termOf('channel', filter.channel),
      ...labelOf('type', filter.type),
      ...termOf('conversationId', filter.conversationId),
    ]);
  }

  private removeAll(query: estypes.QueryDslQueryContainer, options?: CallOptions): Promise<number> {
    return this.engine.write(async (session) => {
      const { expression } = await this.indices.list(session.client, options);
      return removeMatching(session, expression, query, options);
    }, options);
  }
}

function selectedBy({ messageId, userId, projects }: ByMessageId): estypes.QueryDslQueryContainer {
  return queryOf({ projects }, [...termOf('messageId', messageId), ...termOf('userId', userId)]);
}
