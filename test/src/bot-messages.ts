import type { MessageInput } from '@memex/core';
import { formatInstant, instantOfMillis } from '@memex/core/toolkit';
import { createRandom, type Random } from './random.js';

export const BOT_PROJECT = 'library';

/** Eight weeks. The last four are what a dashboard shows, the four before are what it compares them with. */
export const BOT_START = Date.UTC(2026, 0, 5);
export const BOT_DAYS = 56;

const MS_PER_DAY = 86_400_000;

/**
 * Makes the messages of a bot with everything that questions must tell apart: new users and returning ones, requests that nobody
 * answers or that several responses answer, repeated ids, fallbacks, and fields that are missing.
 */
export function botMessages(conversations: number, seed = 7): readonly MessageInput[] {
  const random = createRandom(seed);
  return Array.from({ length: conversations }, (_, number) =>
    conversation(random, number, Math.floor((number / conversations) * BOT_DAYS * MS_PER_DAY)),
  ).flat();
}

function conversation(random: Random, number: number, after: number): readonly MessageInput[] {
  // Later conversations have more users to choose from, so that some are new in each week.
  const userId = `user ${random.int(20 + Math.floor(number / 3))}`;
  const channel = random.pick(['TELEGRAM', 'WEB', 'WEB', 'ALEXA']);
  const conversationId = `conversation ${number}`;
  let at = BOT_START + after;
  const next = (): Pick<MessageInput, 'conversationId' | 'channel' | 'userId' | 'project'> & {
    readonly timestamp: string;
  } => {
    at += 1 + random.int(40_000);
    return { conversationId, channel, userId, project: BOT_PROJECT, timestamp: timeOf(random, at) };
  };
  const messages: MessageInput[] = [];
  for (let turn = 0; turn < 1 + random.int(4); turn++) {
    const messageId = random.int(40) === 0 ? 'start' : `${number}.${turn}`;
    messages.push({ ...next(), messageId, type: 'request', ...question(random) });
    for (let answer = 0; answer < random.pick([0, 1, 1, 1, 2]); answer++) {
      messages.push({
        ...next(),
        messageId: `${number}.${turn}.${answer}`,
        type: 'response',
        responseTo: messageId,
        content: { type: 'text', value: random.pick(['Until eight.', 'I do not know.']) },
      });
    }
  }
  if (random.int(5) === 0)
    messages.push({ ...next(), messageId: `${number}.n`, type: 'notification', content: REMINDER });
  return messages;
}

const REMINDER = { type: 'text', value: 'Your book is due.' } as const;

function timeOf(random: Random, at: number): string {
  const offset = random.pick([0, 0, 60, -330]);
  const local = formatInstant(instantOfMillis(at + offset * 60_000));
  return `${local}${random.pick(OFFSETS[offset] ?? ['Z'])}`;
}

const OFFSETS: Readonly<Record<number, readonly [string, ...string[]]>> = {
  0: ['Z', '', '+00:00'],
  60: ['+01:00'],
  '-330': ['-05:30'],
};

function question(random: Random) {
  const name = random.pick(['hours', 'hours', 'loans', 'rooms', 'default', undefined]);
  const text = name === 'default' ? random.pick(['Sing!', 'Why?', 'And you?']) : `About ${name ?? 'it'}?`;
  return {
    content: random.pick([
      { type: 'text', value: text } as const,
      { type: 'action', value: 'more' } as const,
    ]),
    language: random.pick(['en', 'it', 'de', undefined]),
    domain: random.pick(['library', undefined]),
    ...(name === undefined ? {} : { intent: { name, confidence: random.next() } }),
    metadata: { attempt: random.int(3), tags: random.pick<readonly string[]>([['a', 'b'], ['b'], []]) },
  };
}
