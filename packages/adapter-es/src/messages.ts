import type { estypes } from '@elastic/elasticsearch';
import type { Conversation, Message, Project } from '@memex/core/model';
import type {
  ByMessageId,
  ByUser,
  CallOptions,
  ConversationFilter,
  ConversationPageRequest,
  InProjects,
  MessageSearch,
  MessageStore,
  Page,
  Projects,
  StoredEntry,
} from '@memex/core/ports';
import { hasWords } from '@memex/core/toolkit';
import { storedEntry } from './document/stored-entry.js';
import { ElasticEntries } from './entries.js';
import { removeMatching } from './erase/remove-matching.js';
import { type Ids, removeUnfindable } from './erase/remove-unfindable.js';
import { conversationsIn } from './lists/conversations.js';
import { projectsIn } from './lists/projects.js';
import type { IndexList } from './read/index-list.js';
import { labelOf, queryOf, termOf } from './read/query.js';
import { searchDocuments } from './read/search.js';
import { mayHaveWords } from './read/words.js';

/** How many of the newest documents to read: more than one, because older documents may contain no valid message. */
const NEWEST = 10;

export class ElasticMessages extends ElasticEntries<Message, MessageSearch> implements MessageStore {
  findNewest(selector: ByMessageId, options?: CallOptions): Promise<StoredEntry | undefined> {
    return this.engine.read(
      ({ client }) =>
        this.indices.withNow(client, options, async (list) => {
          const { sort } = this.orderIn(list, 'desc');
          const request = { index: list.within({}), query: byMessageId(selector), size: NEWEST, sort };
          const documents = await searchDocuments(client, request, options);
          return documents
            .map((document) => storedEntry(this.model, document))
            .find((entry) => entry !== undefined);
        }),
      options,
    );
  }

  deleteAll({ messageId, userId, projects }: ByMessageId, options?: CallOptions): Promise<number> {
    return this.removeAll({ messageId, userId }, projects, options);
  }

  eraseUser({ userId, projects }: ByUser, options?: CallOptions): Promise<number> {
    return this.removeAll({ userId }, projects, options);
  }

  conversations(
    filter: ConversationFilter,
    request: ConversationPageRequest,
    options?: CallOptions,
  ): Promise<Page<Conversation>> {
    return this.engine.read(({ client }) => {
      const read = (list: IndexList) => conversationsIn(client, list, filter, request, options);
      return request.after === undefined
        ? this.indices.withKnown(client, options, read)
        : this.indices.withRecent(client, options, read);
    }, options);
  }

  projects({ projects }: InProjects, options?: CallOptions): Promise<readonly Project[]> {
    return this.engine.read(
      ({ client }) =>
        this.indices.withNow(client, options, (list) => projectsIn(client, list, projects, options)),
      options,
    );
  }

  protected override queryOf(filter: MessageSearch): estypes.QueryDslQueryContainer {
    return queryOf(filter, [
      ...termOf('userId', filter.userId),
      ...termOf('channel', filter.channel),
      ...labelOf('type', filter.type),
      ...termOf('conversationId', filter.conversationId),
      ...(filter.words === undefined ? [] : [mayHaveWords(filter.words)]),
    ]);
  }

  protected override selectedBy({ words }: MessageSearch): ((entry: StoredEntry) => boolean) | undefined {
    if (words === undefined) return undefined;
    const isSelected = hasWords(words);
    return ({ json }) => isSelected(JSON.parse(json));
  }

  private removeAll(ids: Ids, projects: Projects, options?: CallOptions): Promise<number> {
    return this.engine.write(async (session) => {
      const index = (await this.indices.list(session.client, options)).within({});
      const found = queryOf({ projects }, termsOf(ids));
      const removed = await removeMatching(session, index, found, options);
      const others = await removeUnfindable(session, index, { ids, projects }, options);
      // An index that became unsearchable meanwhile may still contain some.
      (await this.indices.list(session.client, options)).within({});
      return removed + others;
    }, options);
  }
}

function byMessageId({ messageId, userId, projects }: ByMessageId): estypes.QueryDslQueryContainer {
  return queryOf({ projects }, termsOf({ messageId, userId }));
}

function termsOf(ids: Ids): readonly estypes.QueryDslQueryContainer[] {
  return Object.entries(ids).flatMap(([field, id]) => termOf(field, id));
}
