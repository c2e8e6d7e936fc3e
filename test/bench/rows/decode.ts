import { decode as decodeWith, Message, parseJson } from '@memex/core';
import { createSamples } from '../../src/samples.js';
import type { Row, Side } from '../row.js';

const BATCH = 1_000;

export const decodeBatch: Row = {
  name: 'decode',
  work: `parse and decode a batch of ${BATCH}`,
  against: '`JSON.parse` alone of the same text',
  unit: 'batches/s',
  atLeast: 0.4,
  prepare: async ({ seconds }) => {
    const text = JSON.stringify(createSamples()(BATCH));
    const side = (work: () => unknown): Side => ({
      measure: async () => timesASecond(work, seconds),
      [Symbol.asyncDispose]: async () => undefined,
    });
    return {
      memex: side(() => listOf(parseJson(text)).map((message) => decodeWith(Message, message))),
      bare: side(() => JSON.parse(text)),
    };
  },
};

function timesASecond(work: () => unknown, seconds: number): number {
  const begin = performance.now();
  let times = 0;
  for (; performance.now() - begin < seconds * 1_000; times++) work();
  return (times / (performance.now() - begin)) * 1_000;
}

function listOf(value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) throw new TypeError('the batch is no array');
  return value;
}
