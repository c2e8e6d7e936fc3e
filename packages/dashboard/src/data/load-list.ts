import type { Message } from '@memex/core';
import type { CallOptions } from '@memex/core/ports';
import type { Api } from '../api/api.js';
import { spanOf } from '../state/span.js';
import { millisOf } from '../state/times.js';
import type { FieldValue } from '../state/view-state.js';
import { runAtOnce } from './ask.js';
import { fulfilsAll } from './fulfils.js';
import type { ConversationRow, ListData } from './list-data.js';
import { FALLBACK } from './panels.js';
import type { Subject } from './subject.js';
import { isWithin } from './times.js';
import { divide, walkMessages } from './walk-messages.js';

/** Rows of a list of conversations or messages. */
const MAX_ROWS = 50;

/** Messages that have all conditions and words of the page, newest first. */
export async function loadMessages(
  subject: Subject,
  api: Api,
  options: CallOptions,
): Promise<ListData<Message>> {
  const items: Message[] = [];
  let isCut = false;
  for await (const page of walkMessages(subject, api, options, MAX_ROWS)) {
    items.push(...page.items);
    isCut = page.isCut;
    if (items.length >= MAX_ROWS) break;
  }
  return { items: items.slice(0, MAX_ROWS), isCut: isCut || items.length > MAX_ROWS };
}

/**
 * Conversations that have a message with all conditions of the page, the one with the newest first. Conditions without a parameter in the API
 * are looked for in messages.
 */
export async function loadConversations(
  subject: Subject,
  api: Api,
  options: CallOptions,
): Promise<ListData<ConversationRow>> {
  const { project, state, ...moment } = subject;
  const isFallback = (one: FieldValue): boolean =>
    one.field === FALLBACK.field && one.value === FALLBACK.value;
  const fallback = state.conditions.some(isFallback);
  const conditions = state.conditions.filter((one) => !isFallback(one));
  const { known, others } = divide(conditions, ['channel', 'userId']);
  if (others.length > 0) return searchConversations(subject, api, options);
  const { range } = spanOf(state.window, moment);
  const query = { project, ...range, ...known, ...(fallback ? { fallback } : {}), maxSize: MAX_ROWS };
  const { items, cursor } = await api.conversations(query, options);
  return { items, isCut: cursor !== undefined };
}

async function searchConversations(
  subject: Subject,
  api: Api,
  options: CallOptions,
): Promise<ListData<ConversationRow>> {
  const ids = new Set<string>();
  let isCut = false;
  const wordless = { ...subject, state: { ...subject.state, text: '' } };
  for await (const page of walkMessages(wordless, api, options, MAX_ROWS)) {
    for (const { conversationId } of page.items) if (conversationId !== null) ids.add(conversationId);
    isCut = page.isCut;
    if (ids.size >= MAX_ROWS) break;
  }
  const rows = new Map<string, ConversationRow>();
  const shown = [...ids].slice(0, MAX_ROWS);
  await runAtOnce(shown, async (id) => {
    const row = await rowOf(id, subject, api, options);
    if (row !== undefined) rows.set(id, row);
  });
  return { items: [...rows.values()].toSorted(byLastTime), isCut: isCut || ids.size > MAX_ROWS };
}

function byLastTime(one: ConversationRow, other: ConversationRow): number {
  return millisOf(other.lastTime) - millisOf(one.lastTime);
}

/** `undefined` if the conversation was deleted meanwhile. */
async function rowOf(
  conversationId: string,
  { project, state, ...moment }: Subject,
  api: Api,
  options: CallOptions,
): Promise<ConversationRow | undefined> {
  const { items } = await api.conversation({ project, conversationId }, options);
  const { range } = spanOf(state.window, moment);
  const messages = items.filter(({ timestamp }) => isWithin(timestamp, range));
  const last = messages.at(-1);
  return (
    last && {
      conversationId,
      userId: last.userId,
      channel: last.channel,
      lastTime: last.timestamp,
      messages: messages.length,
      fallbacks: messages.filter((message) => message.type === 'request' && fulfilsAll(message, [FALLBACK]))
        .length,
    }
  );
}
