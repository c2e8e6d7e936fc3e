import type { MessageInput } from '@memex/core';
import { formatInstant, instantOfMillis } from '@memex/core/toolkit';
import { createRandom, type Random } from './random.js';

/** What the messages of one maker have in common. */
export interface SampleOptions {
  readonly seed?: number;
  readonly project?: string;
  /** How many users the messages are spread over. */
  readonly users?: number;
  /** Milliseconds since 1970 of the first message. */
  readonly start?: number;
  /** Microseconds from a message to the next. */
  readonly step?: number;
}

export const SAMPLE_PROJECT = 'weather';
const SAMPLE_START = Date.UTC(2026, 0, 1);

/** The range of time that holds every sample. */
export const SAMPLE_RANGE = { fromTime: '2026-01-01', toTime: '2026-01-31' } as const;

/**
 * Makes messages as a chat bot has them: requests, the responses to them, now and then a notification, around 420 bytes each.
 * Instants grow from one to the next, `messageId` counts up: `m0`, `m1`, …
 */
export function createSamples(options: SampleOptions = {}): (count: number) => MessageInput[] {
  const { seed = 1, project = SAMPLE_PROJECT, users = 500, start = SAMPLE_START, step = 1_000 } = options;
  const random = createRandom(seed);
  let made = 0;
  const make = (): MessageInput => {
    const number = made++;
    const userId = `user-${random.int(users)}`;
    const envelope = {
      messageId: `m${number}`,
      conversationId: `conversation-${userId}-${random.int(4)}`,
      channel: random.pick(['TELEGRAM', 'WEB', 'ALEXA']),
      userId,
      timestamp: formatInstant(instantOfMillis(start + (number * step) / 1_000)),
      metadata: {
        client: '4.2.1',
        locale: 'it_IT',
        attempt: random.int(3),
        tags: ['chat', random.pick(TOPICS)],
      },
      project,
    };
    if (number % 10 === 9) return { ...envelope, type: 'notification', content: reply(random) };
    if (number % 2 === 0) return { ...envelope, type: 'request', ...request(random) };
    return { ...envelope, type: 'response', responseTo: `m${number - 1}`, content: reply(random) };
  };
  return (count) => Array.from({ length: count }, make);
}

const TOPICS = ['forecast', 'rain', 'wind', 'temperature', 'alerts'] as const;

function request(random: Random) {
  const topic = random.pick(TOPICS);
  return {
    content: { type: 'text', value: `What about the ${topic} tomorrow, in town ${random.int(1_000)}?` },
    intent: { name: topic, confidence: random.next() },
    entities: [{ type: 'town', value: `town ${random.int(1_000)}`, confidence: random.next() }],
    language: 'en',
  } as const;
}

function reply(random: Random) {
  return {
    type: 'text',
    value: `In town ${random.int(1_000)}: ${random.int(35)} degrees and some ${random.pick(TOPICS)}.`,
    buttons: [{ type: 'action', buttonText: 'More', buttonId: `more-${random.int(50)}` }],
  } as const;
}
