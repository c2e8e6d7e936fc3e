import type { CardId, FieldValue } from '../../src/state/view-state.js';
import { type Sent, ZONE } from './library.js';

/** Which messages count: those of some local dates, with some values. */
export interface Scope {
  readonly from: string;
  readonly to: string;
  readonly conditions?: readonly FieldValue[];
}

const format = new Intl.DateTimeFormat('en-CA', { timeZone: ZONE, dateStyle: 'short' });

/** The date on the clocks of the zone, as `Intl` tells it. */
export function localDateOf(time: Date): string {
  return format.format(time);
}

const FIELDS: Readonly<Record<string, (message: Sent) => unknown>> = {
  channel: ({ channel }) => channel,
  language: (message) => (message.type === 'request' ? message.language : undefined),
  'intent.name': (message) => (message.type === 'request' ? message.intent?.name : undefined),
  type: ({ type }) => type,
};

/** The figures of the cards, each in the plainest words. */
export function figureOf(card: CardId, all: readonly Sent[], scope: Scope): number | null {
  const messages = messagesIn(all, scope);
  const requests = messages.filter(({ type }) => type === 'request');
  switch (card) {
    case 'active-users':
      return new Set(requests.map(({ userId }) => userId)).size;
    case 'new-users': {
      // Conditions say who is counted. Who wrote before in any way is not new.
      const earlier = all.filter(({ timestamp }) => localDateOf(timestamp) < scope.from);
      const known = new Set(earlier.map(({ userId }) => userId));
      return new Set(messages.map(({ userId }) => userId).filter((user) => !known.has(user))).size;
    }
    case 'conversations':
      return conversationsIn(messages);
    case 'messages-per-conversation':
      return messages.length === 0 ? null : messages.length / conversationsIn(messages);
    case 'fallback-rate': {
      const fallbacks = requests.filter((one) => FIELDS['intent.name']?.(one) === 'default');
      return requests.length === 0 ? null : fallbacks.length / requests.length;
    }
    case 'answer-time': {
      const seconds = requests.flatMap((request) => secondsToAnswer(request, all)).toSorted((a, b) => a - b);
      const [low, high] = [Math.floor, Math.ceil].map((round) => seconds[round((seconds.length - 1) / 2)]);
      return low === undefined || high === undefined ? null : (low + high) / 2;
    }
  }
}

export function messagesIn(all: readonly Sent[], scope: Scope): readonly Sent[] {
  return all.filter((message) => {
    const date = localDateOf(message.timestamp);
    return date >= scope.from && date <= scope.to && fits(message, scope);
  });
}

function fits(message: Sent, { conditions = [] }: Scope): boolean {
  return conditions.every(({ field, value }) => FIELDS[field]?.(message) === value);
}

function conversationsIn(messages: readonly Sent[]): number {
  return new Set(messages.map(({ conversationId }) => conversationId)).size;
}

function secondsToAnswer(request: Sent, all: readonly Sent[]): readonly number[] {
  const answer = all.find((one) => one.type === 'response' && one.responseTo === request.messageId);
  return answer === undefined ? [] : [(answer.timestamp.getTime() - request.timestamp.getTime()) / 1_000];
}
