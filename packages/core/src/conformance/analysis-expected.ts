import { ExactNumber } from '../json/exact-number.js';
import type { Message } from '../message/message.js';
import { instantOf } from '../time/instant.js';

/** The messages of a window, those of the project that lie before it, and all of the project. */
export interface Scope {
  readonly within: readonly Message[];
  readonly earlier: readonly Message[];
  readonly all: readonly Message[];
}

/** What each count of messages is, by dimension and metric, said once more in the plainest words. */
export const EXPECTED_COUNTS: Readonly<Record<string, Readonly<Record<string, (scope: Scope) => number>>>> = {
  user: {
    total: ({ within }) => different(within.map(({ userId }) => userId)),
    active: ({ within }) => different(ofType(within, 'request').map(({ userId }) => userId)),
    engaged: ({ within }) => different(ofType(within, 'notification').map(({ userId }) => userId)),
    new: (scope) => unseen(scope, ({ userId }) => userId),
  },
  message: {
    requests: ({ within }) => different(ofType(within, 'request').map(({ messageId }) => messageId)),
    responses: ({ within }) => different(ofType(within, 'response').map(({ messageId }) => messageId)),
    notifications: ({ within }) =>
      different(ofType(within, 'notification').map(({ messageId }) => messageId)),
  },
  conversation: {
    total: ({ within }) => different(within.map(({ conversationId }) => conversationId)),
    new: (scope) => unseen(scope, ({ conversationId }) => conversationId),
  },
  dialogue: {
    fallback: ({ within }) => {
      const unanswered = requests(within).filter(({ intent }) => intent?.name === 'default');
      return different(unanswered.map(({ messageId }) => messageId));
    },
    intents: ({ within }) => different(requests(within).map(({ intent }) => intent?.name)),
    domains: ({ within }) => different(requests(within).map(({ domain }) => domain)),
  },
  bot: {
    response: ({ within }) => {
      const users = within.map(({ userId }) => userId);
      return users.filter((user) => users.indexOf(user) === users.lastIndexOf(user)).length;
    },
    unanswered: ({ within, all }) => {
      const answered = new Set(responses(all).map(({ responseTo }) => responseTo));
      return different(
        requests(within)
          .map(({ messageId }) => messageId)
          .filter((id) => !answered.has(id)),
      );
    },
  },
};

/** The segments of messages, most first. */
export const EXPECTED_SEGMENTS: Readonly<Record<string, (scope: Scope) => readonly object[]>> = {
  all: ({ within }) => tally(within.map(({ type }) => type)),
  requests: ({ within }) => tally(requests(within).map(({ content }) => content?.type)),
};

/** What a message holds at the paths that aggregations are tried on. */
export const EXPECTED_VALUES: Readonly<Record<string, (message: Message) => readonly unknown[]>> = {
  'metadata.score': ({ metadata }) => [metadata?.score].flat(3),
  'entities.confidence': (message) =>
    message.type === 'request' ? message.entities.map(({ confidence }) => confidence) : [],
  'metadata.one.keyword': ({ metadata }) => [metadata?.one],
  'metadata.nested.deep er.value': ({ metadata }) =>
    [part(metadata?.nested, 'deep er')].flat().map((item) => part(item, 'value')),
  'metadata.absent': () => [],
  'metadata.text': ({ metadata }) => [metadata?.text],
  'intent.confidence': (message) => [message.type === 'request' ? message.intent?.confidence : null],
  'content.latitude': ({ content }) => [part(content, 'latitude')],
  userId: ({ userId }) => [userId],
  // An instant is no number, and one value whatever its offset.
  timestamp: ({ timestamp }) => [`the instant ${instantOf(timestamp)}`],
  metadata: () => [],
};

/** The numbers among values, as doubles. */
export function numbersAmong(values: readonly unknown[]): readonly number[] {
  return values.map(asNumber).filter((value) => value !== undefined);
}

/** How many different values of any type there are among values. */
export function differentAmong(values: readonly unknown[]): number {
  const scalars = values.map((value) =>
    typeof value === 'string' || typeof value === 'boolean' ? value : (asInteger(value) ?? asNumber(value)),
  );
  return different(scalars);
}

/** An integer with all of its digits, of whatever kind of number; `undefined` for others. */
export function asInteger(value: unknown): bigint | undefined {
  if (typeof value === 'bigint') return value;
  if (typeof value !== 'number' && !(value instanceof ExactNumber)) return undefined;
  const literal = typeof value === 'number' ? String(value) : value.literal;
  const [mantissa = '', exponent = '0'] = literal.split('e');
  const [whole = '', fraction = ''] = mantissa.split('.');
  const zeros = Number(exponent) - fraction.length;
  return zeros < 0 ? undefined : BigInt(`${whole}${fraction}${'0'.repeat(zeros)}`);
}

export function asNumber(value: unknown): number | undefined {
  const exact = value instanceof ExactNumber ? value.literal : value;
  if (value !== exact || typeof exact === 'number' || typeof exact === 'bigint') {
    const double = Number(exact);
    return Number.isFinite(double) ? double : undefined;
  }
  return undefined;
}

function different(values: readonly unknown[]): number {
  return new Set(values.filter((value) => value !== null && value !== undefined)).size;
}

function unseen({ within, earlier }: Scope, idOf: (message: Message) => string | null): number {
  const seen = new Set(earlier.map(idOf));
  return different(within.map(idOf).filter((id) => !seen.has(id)));
}

function tally(values: readonly (string | undefined)[]): readonly object[] {
  const labels = [...new Set(values)].filter((value) => value !== undefined).sort();
  return labels
    .map((type) => ({ type, count: values.filter((value) => value === type).length }))
    .sort((a, b) => b.count - a.count);
}

function ofType(messages: readonly Message[], type: Message['type']): readonly Message[] {
  return messages.filter((message) => message.type === type);
}

function requests(messages: readonly Message[]) {
  return messages.filter((message) => message.type === 'request');
}

function responses(messages: readonly Message[]) {
  return messages.filter((message) => message.type === 'response');
}

/** The seconds from the requests of a window to their first responses. */
export function responseTimes({ within, all }: Scope): readonly number[] {
  const asked = requests(within);
  const ids = [...new Set(asked.map(({ messageId }) => messageId))];
  return ids.flatMap((id) => {
    const first = Math.min(...asked.filter(({ messageId }) => messageId === id).map(atOf));
    const answers = responses(all)
      .filter(({ responseTo }) => responseTo === id)
      .map(atOf);
    const later = answers.filter((at) => at >= first);
    return later.length === 0 ? [] : [(Math.min(...later) - first) / 1e6];
  });
}

function atOf({ timestamp }: Message): number {
  return instantOf(timestamp);
}

function part(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null
    ? new Map<string, unknown>(Object.entries(value)).get(key)
    : undefined;
}
