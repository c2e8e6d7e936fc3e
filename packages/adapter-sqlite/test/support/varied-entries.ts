import {
  decode,
  formatInstant,
  instantOf,
  instantOfMillis,
  Message,
  type NewEntry,
  stringifyJson,
} from '@memex/core';
import { unique } from '@memex/core/conformance';

/** The project of the entries, and the days that they spread over. */
export const PROJECT = 'app';
export const FIRST_DAY: number = Date.UTC(2026, 0, 1);
const DAYS = 90;

/**
 * Messages of every type with much that is equal, in no order of time. Entries of another seed have the same users and conversations at
 * other instants.
 */
export function variedEntries(count: number, seed = 1): readonly NewEntry<Message>[] {
  return Array.from({ length: count }, (_, index) => {
    const number = (index * 7_919 + seed * 104_729) % 1_000_003;
    const millis = FIRST_DAY + ((number * 31) % (DAYS * 24)) * 3_600_000;
    const type = pick(number, ['request', 'request', 'response', 'notification']);
    const value = decode(Message, {
      project: PROJECT,
      type,
      messageId: number % 13 === 0 ? 'again' : `message-${seed}-${index}`,
      channel: pick(number, ['WEB', 'TELEGRAM']),
      userId: number % 11 === 0 ? `once-${seed}-${index}` : `user-${number % 97}`,
      conversationId: number % 5 === 0 ? null : `conversation-${number % 301}`,
      timestamp: formatInstant(instantOfMillis(millis)),
      content: pick(number >> 1, [
        null,
        { type: 'text', value: 'à propos' },
        { type: 'location', latitude: 1, longitude: 2 },
      ]),
      responseTo: 'message',
      ...(type === 'request' && {
        intent: pick(number >> 2, [
          null,
          { name: null },
          { name: 'default' },
          { name: `intent-${number % 17}` },
        ]),
        domain: pick(number >> 3, [null, '', `domain-${number % 5}`]),
      }),
      metadata: { score: number % 1_000 },
    });
    return { traceId: unique('trace'), at: instantOf(value.timestamp), value, json: stringifyJson(value) };
  });
}

function pick<T>(number: number, several: readonly T[]): T | undefined {
  return several[number % several.length];
}
