import type { NewEntry, Page } from '../entry/entry.js';
import { compareCodePoints } from '../json/code-points.js';
import type { Conversation } from '../message/conversation.js';
import type { Message } from '../message/message.js';
import type { ConversationFilter } from '../message/message-store.js';
import type { Store } from '../store/store.js';
import { formatInstant, type Instant } from '../time/instant.js';
import { at } from './analysis-samples.js';
import { expectTrue } from './assert.js';
import { pick } from './random.js';
import { messageEntry, type SampleMessage } from './samples.js';

/** Selects every message of the samples. */
export const ALL_TIMES = { from: at('1999-01-01'), to: at('2027-01-01'), fallback: false } as const;

type Random = () => number;

/** Messages of a long conversation and of short ones, many of them at the same few instants. */
export function crowdedEntries(count: number, project: string, random: Random): readonly NewEntry<Message>[] {
  return Array.from({ length: count }, () => {
    const name = pick(random, ['default', 'greeting', 'greeting', 'greeting']);
    return messageEntry({
      project,
      messageId: `crowded-${Math.floor(random() * 200)}`,
      conversationId: random() < 0.3 ? 'long' : `talk-${Math.floor(random() * 60)}`,
      userId: `user-${Math.floor(random() * 20)}`,
      channel: pick(random, ['TELEGRAM', 'WEB']),
      timestamp: `2026-10-2${Math.floor(random() * 3)}T00:00:0${Math.floor(random() * 4)}`,
      ...(random() < 0.4
        ? { type: 'response' }
        : { intent: { name }, language: pick(random, ['it', 'en', null]) }),
    });
  });
}

/** A filter that selects some of the messages. */
export function randomFilter(
  project: string,
  random: Random,
  entries: readonly NewEntry<Message>[],
): ConversationFilter {
  const some = () => entries[Math.floor(random() * entries.length)];
  const ends = [some()?.at ?? ALL_TIMES.from, some()?.at ?? ALL_TIMES.to].sort((a, b) => a - b);
  const [from, to] = random() < 0.4 ? [] : ends;
  return {
    project,
    from: from ?? ALL_TIMES.from,
    to: to ?? ALL_TIMES.to,
    ...(random() < 0.3 && { userId: some()?.value.userId }),
    ...(random() < 0.3 && { channel: some()?.value.channel }),
    fallback: random() < 0.3,
    ...(random() < 0.3 && { intent: pick(random, ['default', 'greeting', 'none']) }),
    ...(random() < 0.3 && { language: pick(random, ['it', 'en']) }),
  };
}

/** What conversations are, once more: in plain words, and from all messages. @param entries - In the order of storing. */
export function conversationsOf(
  entries: readonly NewEntry<Message>[],
  { project, from, to, userId, channel, fallback, intent, language }: ConversationFilter,
): readonly Conversation[] {
  const selected = entries
    .filter(({ at: instant, value }) => value.project === project && instant >= from && instant <= to)
    .filter(({ value }) => (userId ?? value.userId) === value.userId)
    .filter(({ value }) => (channel ?? value.channel) === value.channel);
  const ids = new Set(selected.map(({ value }) => value.conversationId).filter((id) => id !== null));
  return [...ids]
    .map((id) => {
      const own = selected.filter(({ value }) => value.conversationId === id);
      const wanted = own
        .map(({ value }) => (value.type === 'request' ? value : undefined))
        .filter((value) => intent === undefined || value?.intent?.name === intent)
        .filter((value) => language === undefined || value?.language === language);
      return {
        ...toldBy(
          id,
          own.toSorted((a, b) => a.at - b.at),
        ),
        isWanted: wanted.length > 0,
      };
    })
    .filter(({ conversation, isWanted }) => isWanted && (!fallback || conversation.fallbacks > 0))
    .sort((a, b) => b.lastAt - a.lastAt || compareCodePoints(a.id, b.id))
    .map(({ conversation }) => conversation);
}

interface Told {
  readonly id: string;
  readonly lastAt: Instant;
  readonly conversation: Conversation;
}

/** @param own - In the order of time, those with equal instants in the order of storing. */
function toldBy(id: string, own: readonly NewEntry<Message>[]): Told {
  const [first, last] = [own[0], own.at(-1)];
  if (first === undefined || last === undefined) throw new TypeError('a conversation has messages');
  const failed = own
    .map(({ value }) => value)
    .filter((one) => one.type === 'request' && one.intent?.name === 'default');
  const conversation = {
    conversationId: id,
    userId: last.value.userId,
    channel: last.value.channel,
    firstTime: formatInstant(first.at),
    lastTime: formatInstant(last.at),
    messages: own.length,
    fallbacks: new Set(failed.map(({ messageId }) => messageId)).size,
  };
  return { id, lastAt: last.at, conversation };
}

type Fields = Omit<SampleMessage, 'project' | 'conversationId' | 'timestamp'>;

/** Makes messages of conversations of a project. */
export function sampling(project: string) {
  return (conversationId: string, timestamp: string, fields: Fields = {}): NewEntry<Message> =>
    messageEntry({ project, conversationId, timestamp, ...fields });
}

/** All conversations that a filter selects, read page by page. A page may be empty. */
export async function walk(
  store: Store,
  filter: ConversationFilter,
  limit = 3,
): Promise<readonly Conversation[]> {
  const found: Conversation[] = [];
  let page: Page<Conversation> | undefined;
  do {
    page = await store.messages.conversations(filter, { limit, after: page?.next });
    expectTrue(page.entries.length <= limit, 'a page has no more than was asked for');
    found.push(...page.entries);
  } while (page.next !== undefined);
  return found;
}

export function idOf({ conversationId }: Conversation): string {
  return conversationId;
}
