import { decode, Message } from '@memex/core/model';
import { parseJson } from '@memex/core/toolkit';
import { createSamples } from '../src/samples.js';
import { serveMeasurements } from './bare/measurements.js';

export type Reader = 'memex' | 'bare';

/** Reads the text of a batch, as one of the two does; measures batches a second. */
const [, , reader, messages] = process.argv;
const read: (text: string) => unknown =
  reader === 'memex'
    ? (batch) => listOf(parseJson(batch)).map((message) => decode(Message, message))
    : (batch) => JSON.parse(batch);
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
