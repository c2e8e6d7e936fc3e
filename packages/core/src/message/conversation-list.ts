import type { Page } from '../entry/entry.js';
import { compareCodePoints } from '../json/code-points.js';
import type { Instant } from '../time/instant.js';
import type { Conversation } from './conversation.js';
import {
  ConversationPage,
  type ConversationPageRequest,
  type ConversationPlace,
  conversationPlaceAt,
} from './conversation-page.js';
import { isFallback } from './fallback.js';
import type { Message } from './message.js';
import type { ConversationFilter } from './message-store.js';

interface ListedMessage {
  readonly at: Instant;
  readonly value: Message;
  /** Greater for the later stored of two messages with the same instant. */
  readonly order: number | string;
}

interface Listed {
  readonly conversationId: string;
  newest: ListedMessage;
  firstAt: Instant;
  messages: number;
  readonly fallbacks: Set<string>;
  /** Whether one request has the intent and the language of the filter. */
  hasWanted: boolean;
}

/** Puts conversations together from all messages that might belong to them, in any order. It holds each conversation in memory. */
export class ConversationList {
  private readonly byId = new Map<string, Listed>();

  constructor(private readonly filter: ConversationFilter) {}

  /** Adds a message, if the filter selects it. */
  add(message: ListedMessage): void {
    const { at, value } = message;
    const { conversationId } = value;
    if (conversationId === null || !isSelected(this.filter, message)) return;
    const known = this.byId.get(conversationId);
    const fallbacks = known?.fallbacks ?? new Set();
    if (isFallback(value)) fallbacks.add(value.messageId);
    const hasWanted = isWanted(this.filter, value);
    if (known === undefined) {
      const first = { conversationId, newest: message, firstAt: at, messages: 1, fallbacks, hasWanted };
      this.byId.set(conversationId, first);
      return;
    }
    known.messages++;
    known.hasWanted ||= hasWanted;
    if (at < known.firstAt) known.firstAt = at;
    if (isNewer(message, known.newest)) known.newest = message;
  }

  /** A page of all conversations. */
  page(request: ConversationPageRequest): Page<Conversation> {
    const after = conversationPlaceAt(request.after);
    const page = new ConversationPage(request);
    for (const listed of this.inOrder()) {
      const { conversationId, newest, firstAt, messages, fallbacks } = listed;
      const { userId, channel } = newest.value;
      const counts = { messages, fallbacks: fallbacks.size };
      if (after !== undefined && !isBehind(after, listed)) continue;
      if (!page.admits({ conversationId, userId, channel, firstAt, lastAt: newest.at, ...counts })) {
        return page.upTo();
      }
    }
    return page.whole();
  }

  private inOrder(): readonly Listed[] {
    return [...this.byId.values()]
      .filter(({ fallbacks, hasWanted }) => hasWanted && (!this.filter.fallback || fallbacks.size > 0))
      .sort((a, b) => b.newest.at - a.newest.at || compareCodePoints(a.conversationId, b.conversationId));
  }
}

function isSelected(
  { project, from, to, userId, channel }: ConversationFilter,
  { at, value }: ListedMessage,
): boolean {
  return (
    value.project === project &&
    at >= from &&
    at <= to &&
    (userId === undefined || value.userId === userId) &&
    (channel === undefined || value.channel === channel)
  );
}

function isWanted({ intent, language }: ConversationFilter, value: Message): boolean {
  if (intent === undefined && language === undefined) return true;
  return (
    value.type === 'request' &&
    (intent === undefined || value.intent?.name === intent) &&
    (language === undefined || value.language === language)
  );
}

function isNewer(one: ListedMessage, other: ListedMessage): boolean {
  return one.at > other.at || (one.at === other.at && one.order > other.order);
}

function isBehind(place: ConversationPlace, { conversationId, newest }: Listed): boolean {
  if (newest.at !== place.lastAt) return newest.at < place.lastAt;
  return place.conversationId !== null && compareCodePoints(conversationId, place.conversationId) > 0;
}
