import type { ConversationPlace } from '@memex/core/toolkit';
import type { ConversationRow, ConversationsInput, ConversationsPart } from '../protocol/conversations.js';
import type { Connection } from '../schema/connection.js';
import {
  type ConversationStatements,
  conversationStatements,
  type Head,
  type HeadTexts,
} from '../statements/conversations.js';

/** How many messages to look at first for each conversation that is wanted. */
const MESSAGES_EACH = 4;
const MIN_SLICE = 100;
const MAX_SLICE = 10_000;

/** So many bytes of text count like one more message that is looked at. */
const BYTES_EACH = 1_024;

/**
 * Reads a part of a page of conversations. It goes through the messages from the newest to the oldest, a slice at a time. Each conversation
 * has its place where its newest selected message is.
 */
export function readConversations(connection: Connection, input: ConversationsInput): ConversationsPart {
  return connection.snapshot(() => {
    const statements = conversationStatements(connection, input.selection);
    return statements === undefined ? NOTHING : readSlices(statements, input);
  });
}

const NOTHING: ConversationsPart = { rows: [], looked: 0, next: undefined };

/**
 * If few messages have what each conversation must have, their conversations are looked up: walking to them would look at all others in vain.
 * Otherwise the next of them is near.
 */
function readSlices(statements: ConversationStatements, input: ConversationsInput): ConversationsPart {
  const { selection, limit, maxLooked, after } = input;
  const { from, to } = selection;
  const rest = { from, to: lastInstantBehind(after, to) };
  if (rest.to < from) return NOTHING;
  const part = new Part(statements, input);
  const rare = statements.rareHeads(rest);
  if (rare !== undefined) {
    part.add(rare, after);
    return part.upTo(undefined);
  }
  let size = Math.min(Math.max(MIN_SLICE, limit * MESSAGES_EACH), MAX_SLICE);
  for (let place = after; ; size = Math.min(2 * size, MAX_SLICE)) {
    const slice = { from, to: lastInstantBehind(place, to) };
    if (slice.to < from) return part.upTo(undefined);
    const begin = statements.instantBehind(slice, size);
    const heads = statements.heads({ from: begin ?? from, to: slice.to });
    part.looked += size;
    part.add(heads, place);
    if (part.isFull || begin === undefined) return part.upTo(undefined);
    place = { lastAt: begin, conversationId: null };
    if (part.looked >= maxLooked) return part.upTo(place);
  }
}

/** A part of a page while it is put together. */
class Part {
  private readonly rows: ConversationRow[] = [];
  /** The place where it had to end. */
  private end: ConversationPlace | undefined;
  looked = 0;

  constructor(
    private readonly statements: ConversationStatements,
    private readonly input: ConversationsInput,
  ) {}

  get isFull(): boolean {
    return this.end !== undefined;
  }

  /** Adds those of some conversations that are behind a place, until it is full. */
  add(heads: readonly Head[], place: ConversationPlace | undefined): void {
    for (const equal of equalInstants(heads)) {
      for (const { head, texts } of inOrder(this.statements, equal)) {
        this.looked += texts.bytes / BYTES_EACH;
        if (isBehind(place, head, texts)) this.addHead(head, texts);
        if (this.isFull) return;
      }
      const [{ at } = { at: this.input.selection.from }] = equal;
      if (this.looked >= this.input.maxLooked) {
        this.end = { lastAt: at, conversationId: null };
        return;
      }
    }
  }

  private addHead(head: Head, texts: HeadTexts): void {
    const { selection, limit } = this.input;
    const counts = this.statements.countsOf(head);
    this.looked += counts.messages;
    if (selection.onlyFallbacks && counts.fallbacks === 0) return;
    const { isFound, bytes } = this.statements.wantedIn(head);
    this.looked += bytes / BYTES_EACH;
    if (!isFound) return;
    this.rows.push(rowOf(head, texts, counts));
    if (this.rows.length >= limit) this.end = placeOf(head, texts);
  }

  /** @param next - Where the next one begins, if this one did not have to end before. */
  upTo(next: ConversationPlace | undefined): ConversationsPart {
    return { rows: this.rows, looked: this.looked, next: this.end ?? next };
  }
}

function placeOf({ at }: Head, { conversationId }: HeadTexts): ConversationPlace {
  return { lastAt: at, conversationId };
}

function lastInstantBehind(place: ConversationPlace | undefined, to: number): number {
  if (place === undefined) return to;
  return Math.min(to, place.conversationId === null ? place.lastAt - 1 : place.lastAt);
}

/** Groups of neighbours with equal instants. */
function* equalInstants(heads: readonly Head[]): Generator<readonly Head[], void> {
  for (let start = 0; start < heads.length; ) {
    const at = heads[start]?.at;
    let end = start + 1;
    while (heads[end]?.at === at) end++;
    yield heads.slice(start, end);
    start = end;
  }
}

interface ReadHead {
  readonly head: Head;
  readonly texts: HeadTexts;
}

function inOrder(statements: ConversationStatements, heads: readonly Head[]): readonly ReadHead[] {
  const read = heads.map((head) => ({ head, texts: statements.textsOf(head) }));
  return read.sort((a, b) => compareBytes(a.texts.conversationId, b.texts.conversationId));
}

function isBehind(
  place: ConversationPlace | undefined,
  { at }: Head,
  { conversationId }: HeadTexts,
): boolean {
  if (place === undefined || at !== place.lastAt) return true;
  return place.conversationId !== null && compareBytes(conversationId, place.conversationId) > 0;
}

/** Compares by code points, whose order is that of the bytes in UTF-8. */
function compareBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

function rowOf(
  { at }: Head,
  { conversationId, userId, channel }: HeadTexts,
  counts: Omit<ConversationRow, 'conversationId' | 'userId' | 'channel' | 'lastAt'>,
): ConversationRow {
  return { conversationId, userId, channel: JSON.parse(channel), lastAt: at, ...counts };
}
