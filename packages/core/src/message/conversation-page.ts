import type { Page, PageRequest, Position } from '../entry/entry.js';
import { PageBound } from '../entry/page-bound.js';
import { foreignCursor } from '../errors/malformed.js';
import { bytesOf } from '../json/bytes-of.js';
import { formatInstant, type Instant } from '../time/instant.js';
import type { Conversation } from './conversation.js';

/** A conversation, with the instants of its earliest and its newest message. */
export interface FoundConversation extends Omit<Conversation, 'firstTime' | 'lastTime'> {
  readonly firstAt: Instant;
  readonly lastAt: Instant;
}

/** A place in the order of conversations: after this one, or after all whose newest message is at this instant or later. */
export interface ConversationPlace {
  readonly lastAt: number;
  readonly conversationId: string | null;
}

/** Which part of the conversations to return. They have one order. */
export type ConversationPageRequest = Omit<PageRequest, 'order'>;

/** A page of conversations while it is put together, in the order of the conversations. */
export class ConversationPage {
  private readonly entries: Conversation[] = [];
  private readonly bound: PageBound;
  private last: ConversationPlace | undefined;

  constructor(private readonly request: ConversationPageRequest) {
    this.bound = new PageBound(request);
  }

  /** How many more it takes at most. */
  get room(): number {
    return this.request.limit - this.entries.length;
  }

  /** Whether the next conversation still belongs to the page. If so, it is added. */
  admits({
    conversationId,
    userId,
    channel,
    firstAt,
    lastAt,
    messages,
    fallbacks,
  }: FoundConversation): boolean {
    const times = { firstTime: formatInstant(firstAt), lastTime: formatInstant(lastAt) };
    const entry: Conversation = { conversationId, userId, channel, ...times, messages, fallbacks };
    if (!this.bound.admits(bytesOf(JSON.stringify(entry)))) return false;
    this.entries.push(entry);
    this.last = { lastAt, conversationId };
    return true;
  }

  /** The page, if no conversation is left. */
  whole(): Page<Conversation> {
    return { entries: this.entries };
  }

  /** The page, if the next conversation did not belong to it, or if only what comes before a place was looked at. */
  upTo(place = this.last): Page<Conversation> {
    return { entries: this.entries, next: place && writePlace(place) };
  }
}

function writePlace({ lastAt, conversationId }: ConversationPlace): Position {
  return JSON.stringify([lastAt, conversationId]);
}

/** The place where a page begins; `undefined` at the beginning. @throws MalformedError if it is not the position of such a page. */
export function conversationPlaceAt(position: Position | undefined): ConversationPlace | undefined {
  if (position === undefined) return undefined;
  const parts = parse(position);
  if (!Array.isArray(parts) || parts.length !== 2) throw foreignCursor();
  const [lastAt, conversationId]: readonly unknown[] = parts;
  if (typeof lastAt !== 'number' || !Number.isSafeInteger(lastAt)) throw foreignCursor();
  if (typeof conversationId !== 'string' && conversationId !== null) throw foreignCursor();
  return { lastAt, conversationId };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
