import { decode, Message } from '@memex/core/model';
import type { NewEntry } from '@memex/core/ports';
import {
  formatInstant,
  instantOf,
  parseTimestamp,
  plusMicros,
  stringifyJson,
  uuidSource,
} from '@memex/core/toolkit';

/** An entry of a message; `fields` replace those of a plain request. */
export function entryOf(fields: Readonly<Record<string, unknown>>): NewEntry<Message> {
  const value = decode(Message, {
    messageId: uuidSource.next(),
    channel: 'WEB',
    userId: 'user',
    timestamp: '2026-03-01T12:00:00',
    type: 'request',
    project: 'project',
    ...fields,
  });
  return { traceId: uuidSource.next(), at: instantOf(value.timestamp), value, json: stringifyJson(value) };
}

const WORDS = ['one', 'Two', 'three', 'FIVE', 'five-6', 'città'];
const TYPES = ['request', 'request', 'response', 'notification'];

/** Messages of some hundred users over three months up to the night in which the clocks of Rome are set back. */
export function manyMessages(count: number, project: string): readonly NewEntry<Message>[] {
  return Array.from({ length: count }, (_, index) => {
    // Steps that share no divisor with the sizes spread the values without a source of chance.
    const spread = (size: number, step: number) => (index * step + Math.floor(index / 97)) % size;
    const type = TYPES[spread(4, 1)];
    return entryOf({
      project,
      type,
      responseTo: 'message',
      messageId: `message-${spread(count - 100, 7)}`,
      userId: index % 40 === 0 ? `once-${index}` : `user-${spread(700, 13)}`,
      conversationId: index % 5 === 0 ? null : `conversation-${spread(900, 11)}`,
      timestamp: formatInstant(plusMicros(LAST, -((index * 7_919) % 90_000) * 86_400_000 - (index % 1_000))),
      content: { type: 'text', value: `${WORDS[spread(6, 5)]}, ${WORDS[spread(5, 3)]} ${spread(50, 17)}` },
      ...(type === 'request'
        ? {
            domain: index % 3 === 0 ? null : `domain-${spread(9, 2)}`,
            intent: {
              name: index % 4 === 0 ? 'default' : `intent-${spread(30, 7)}`,
              confidence: spread(1_000, 3) / 999,
            },
          }
        : {}),
      metadata: {
        score: spread(5_000, 17) / 7 - 100,
        mixed: [spread(20, 3), `${spread(20, 3)}`, index % 2 === 0, [index % 6, 'x'], null][index % 5],
      },
    });
  });
}

const LAST = instantAt('2026-10-25T23:59:00');

function instantAt(text: string) {
  const parsed = parseTimestamp(text);
  if (parsed === undefined) throw new TypeError(`${text} is no timestamp`);
  return parsed.instant;
}
