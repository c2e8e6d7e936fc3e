import type { MessageInput } from '@memex/core';
import { createRandom, type Random } from '../../../src/random.js';
import { createSamples, type SampleOptions } from '../../../src/samples.js';

const PARTS = 30;
const TEXTS = 5_000;
const LONG_TEXT = 'and so on, as somebody writes who has a lot to say, '.repeat(8);

/** Makes messages as `createSamples` does, with metadata of two kilobytes, texts that repeat, and one long text in fifty. */
export function createLargeMessages(options: SampleOptions): (count: number) => MessageInput[] {
  const make = createSamples(options);
  const random = createRandom(2);
  return (count) => make(count).map((message) => enlarged(message, random));
}

function enlarged(message: MessageInput, random: Random): MessageInput {
  const { content } = message;
  const value = `${random.int(50) === 0 ? LONG_TEXT : ''}${random.int(TEXTS)}`;
  return {
    ...message,
    ...(content?.type === 'text' ? { content: { ...content, value } } : {}),
    metadata: {
      attempt: random.int(3),
      score: random.next(),
      scores: [random.int(10), random.int(100), random.int(10)],
      tags: [`tag ${random.int(200)}`, `tag ${random.int(200)}`],
      ...Object.fromEntries(Array.from({ length: PARTS }, (_, index) => [`part${index}`, partOf(random)])),
    },
  };
}

function partOf(random: Random): object {
  return { name: `the name of part ${random.int(500)}`, size: random.int(1_000), isNew: random.int(2) === 0 };
}
