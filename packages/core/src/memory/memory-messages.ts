import type { NewEntry, Page, StoredEntry } from '../entry/entry.js';
import { includesProject } from '../entry/projects.js';
import type { Conversation } from '../message/conversation.js';
import { ConversationList } from '../message/conversation-list.js';
import type { ConversationPageRequest } from '../message/conversation-page.js';
import { hasWords } from '../message/has-words.js';
import type { Message } from '../message/message.js';
import type {
  ByMessageId,
  ByUser,
  ConversationFilter,
  InProjects,
  MessageSearch,
  MessageStore,
} from '../message/message-store.js';
import type { Project } from '../message/project.js';
import { ProjectList } from '../message/project-list.js';
import type { CallOptions } from '../port/call.js';
import { MemoryEntries, stored } from './memory-entries.js';

export class MemoryMessages extends MemoryEntries<Message, MessageSearch> implements MessageStore {
  async findNewest(selector: ByMessageId, options?: CallOptions): Promise<StoredEntry | undefined> {
    this.enter(options);
    const row = this.rows.findLast(({ entry }) => isSelected(selector, entry.value));
    return row && stored(row);
  }

  async deleteAll(selector: ByMessageId, options?: CallOptions): Promise<number> {
    this.enter(options);
    return this.removeWhere(({ entry }) => isSelected(selector, entry.value));
  }

  /** The entries of a project, sorted by instant. */
  entriesOf(project: string, options: CallOptions | undefined): readonly NewEntry<Message>[] {
    this.enter(options);
    return this.rows.map(({ entry }) => entry).filter(({ value }) => value.project === project);
  }

  async eraseUser({ userId, projects }: ByUser, options?: CallOptions): Promise<number> {
    this.enter(options);
    return this.removeWhere(
      ({ entry: { value } }) => value.userId === userId && includesProject(projects, value.project),
    );
  }

  async conversations(
    filter: ConversationFilter,
    request: ConversationPageRequest,
    options?: CallOptions,
  ): Promise<Page<Conversation>> {
    this.enter(options);
    const list = new ConversationList(filter);
    for (const { entry, order } of this.rows) list.add({ at: entry.at, value: entry.value, order });
    return list.page(request);
  }

  async projects({ projects }: InProjects, options?: CallOptions): Promise<readonly Project[]> {
    this.enter(options);
    const list = new ProjectList();
    for (const { entry } of this.rows) {
      const { at, value } = entry;
      if (includesProject(projects, value.project))
        list.add({ project: value.project, messages: 1, firstAt: at, lastAt: at });
    }
    return list.found();
  }
}

/** Whether a message matches the parts of a filter other than instant and project. */
export function messagePasses(
  { userId, channel, type, conversationId, words }: MessageSearch,
  value: Message,
): boolean {
  return (
    (userId === undefined || value.userId === userId) &&
    (channel === undefined || value.channel === channel) &&
    (type === undefined || value.type === type) &&
    (conversationId === undefined || value.conversationId === conversationId) &&
    (words === undefined || hasWords(words)(value))
  );
}

function isSelected({ messageId, userId, projects }: ByMessageId, value: Message): boolean {
  return value.messageId === messageId && value.userId === userId && includesProject(projects, value.project);
}
