import { decode, Message, parseJson } from '@memex/core';
import { createSamples } from '../src/samples.js';
import { serveMeasurements } from './bare/measurements.js';

export type Reader = 'memex' | 'bare';

/** Both sides of a row: reads the text of a batch, as one of them does; measures batches a second. */
const SIDES: Readonly<Record<Reader, (text: string) => unknown>> = {
  memex: (text: string) => listOf(parseJson(text)).map((message) => decode(Message, message)),
  bare: (text: string) => JSON.parse(text),
};

const [, , reader, messages] = process.argv;
const read = reader === 'memex' ? SIDES.memex : SIDES.bare;
const text = JSON.stringify(createSamples()(Number(messages)));

serveMeasurements((seconds) => {
  const begin = performance.now();
  let times = 0;
  for (; performance.now() - begin < seconds * 1_000; times++) read(text);
  return (times / (performance.now() - begin)) * 1_000;
});

function listOf(value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) throw new TypeError('the batch is no array');
  return value;
}
