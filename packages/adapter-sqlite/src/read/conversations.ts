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

function readSlices(
  statements: ConversationStatements,
  { selection: { from, to, onlyFallbacks }, limit, maxLooked, after }: ConversationsInput,
): ConversationsPart {
  const rows: ConversationRow[] = [];
  let looked = 0;
  let size = Math.min(Math.max(MIN_SLICE, limit * MESSAGES_EACH), MAX_SLICE);
  for (let place = after; ; size = Math.min(2 * size, MAX_SLICE)) {
    const slice = { from, to: lastInstantBehind(place, to) };
    if (slice.to < from) return { rows, looked, next: undefined };
    const begin = statements.instantBehind(slice, size);
    const heads = statements.heads({ from: begin ?? from, to: slice.to });
    looked += size;
    for (const equal of equalInstants(heads)) {
      for (const { head, texts } of inOrder(statements, equal)) {
        looked += texts.bytes / BYTES_EACH;
        if (!isBehind(place, head, texts)) continue;
        const counts = statements.countsOf(head);
        looked += counts.messages;
        if (onlyFallbacks && counts.fallbacks === 0) continue;
        rows.push(rowOf(head, texts, counts));
        if (rows.length >= limit) return { rows, looked, next: placeOf(head, texts) };
      }
      const [{ at } = { at: from }] = equal;
      if (looked >= maxLooked) return { rows, looked, next: { lastAt: at, conversationId: null } };
    }
    if (begin === undefined) return { rows, looked, next: undefined };
    place = { lastAt: begin, conversationId: null };
    if (looked >= maxLooked) return { rows, looked, next: place };
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
