import { AbortedError } from '@memex/core';
import { expect, test } from 'vitest';
import { createEventStream } from '../src/middleware/send-events.js';
import type { ServerEvent } from '../src/response/events.js';

const FAR = 1_000_000;

async function* counting(size = 0): AsyncGenerator<ServerEvent, void> {
  for (let number = 1; ; number++) {
    yield { event: 'count', data: { number, text: 'x'.repeat(size) } };
    await new Promise((resolve) => setImmediate(resolve));
  }
}

function open(events: AsyncIterable<ServerEvent>, heartbeatMs = FAR) {
  const errors: unknown[] = [];
  const source = createEventStream(events, { heartbeatMs, onError: (error) => errors.push(error) });
  return { source, errors };
}

test('who does not read is cut off before much waits', async () => {
  const { source, errors } = open(counting(1_000));
  await new Promise((resolve) => source.once('close', resolve));
  expect(source.readableLength).toBeLessThan(16_384 + 2_000);
  expect(source.readableEnded).toBe(false);
  expect(errors).toEqual([]);
});

test('heartbeats come while there are no events', async () => {
  const { source } = open(silent(), 5);
  let text = '';
  for await (const part of source) {
    text += String(part);
    if (text.length > 60) break;
  }
  expect(text).toMatch(/^(: heartbeat\n\n){4,}$/);
});

test('events that are aborted end in good order', async () => {
  const { source, errors } = open(failing(new AbortedError()));
  const parts: string[] = [];
  for await (const part of source) parts.push(String(part));
  expect(parts.join('')).toBe(': heartbeat\n\nevent: count\ndata: 1\n\n');
  expect(errors).toEqual([]);
});

test('events that fail are cut off, and the error is told', async () => {
  const error = new TypeError('a bug');
  const { source, errors } = open(failing(error));
  await new Promise((resolve) => source.once('close', resolve));
  expect(errors).toEqual([error]);
  expect(source.readableEnded).toBe(false);
});

async function* silent(): AsyncGenerator<ServerEvent, void> {
  await new Promise(() => {});
}

async function* failing(error: Error): AsyncGenerator<ServerEvent, void> {
  yield { event: 'count', data: 1 };
  throw error;
}
