import type { Message } from '@memex/core';
import type { CallOptions } from '@memex/core/ports';
import type { Api, ListPage } from '../api/api.js';
import { spanOf } from '../state/span.js';
import { millisOf } from '../state/times.js';
import { runAtOnce } from './ask.js';
import { divide, OF_CONVERSATIONS } from './divide.js';
import { findMessages } from './find-messages.js';
import { fulfilsAll } from './fulfils.js';
import type { ConversationRow } from './list-data.js';
import { FALLBACK } from './panels.js';
import { callOf, type ReadPage, readList } from './read-list.js';
import type { Subject } from './subject.js';
import { isWithin } from './times.js';

/** Messages that have all conditions and words of the page, newest first. @param known - The beginning of the list, if it is there. */
export function loadMessages(
  subject: Subject,
  api: Api,
  options: CallOptions,
  known?: ListPage<Message>,
): Promise<ListPage<Message>> {
  return readList(findMessages(subject, api, options), subject.state.rows, known);
}

/**
 * Conversations that have a message with all conditions of the page, the one with the newest first. Conditions without a parameter in the API
 * are looked for in messages.
 *
 * @param known - The beginning of the list, if it is there.
 */
export async function loadConversations(
  subject: Subject,
  api: Api,
  options: CallOptions,
  known?: ListPage<ConversationRow>,
): Promise<ListPage<ConversationRow>> {
  const { project, state, ...moment } = subject;
  const parameters = divide(state.conditions, OF_CONVERSATIONS);
  if (parameters.others.length > 0)
    return readList(searchConversations(subject, api, options, known), state.rows, known);
  const query = { project, ...spanOf(state.window, moment).range, ...parameters.known };
  const read: ReadPage<ConversationRow> = (at) => api.conversations(callOf(query, at), options);
  return readList(read, state.rows, known);
}

/** Conversations where their newest message with the conditions is, each once. */
function searchConversations(
  subject: Subject,
  api: Api,
  options: CallOptions,
  known: ListPage<ConversationRow> | undefined,
): ReadPage<ConversationRow> {
  const find = findMessages({ ...subject, state: { ...subject.state, text: '' } }, api, options);
  const seen = new Set(known?.items.map(({ conversationId }) => conversationId));
  return async (at) => {
    const { items, cursor } = await find(at);
    const ids = new Set(items.flatMap(({ conversationId }) => conversationId ?? []));
    const rows: ConversationRow[] = [];
    await runAtOnce(
      [...ids].filter((id) => !seen.has(id)),
      async (id) => {
        seen.add(id);
        const row = await rowOf(id, subject, api, options);
        if (row !== undefined) rows.push(row);
      },
    );
    return { items: rows.toSorted(byLastTime), cursor };
  };
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
