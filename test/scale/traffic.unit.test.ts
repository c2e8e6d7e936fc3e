import { expect, test } from 'vitest';
import { createTraffic, MONTH_END, MONTH_START } from './traffic.js';

const OPTIONS = { seed: 1, messages: 5_000, users: 50 };

const daysOf = (options = OPTIONS) =>
  [...createTraffic(options, 100)].map(({ messages, batches }) => ({ messages, sent: [...batches].flat() }));

test('a month has exactly as many messages as are asked for, each on its day', () => {
  const days = daysOf();
  expect(days).toHaveLength(31);
  expect(days.flatMap(({ sent }) => sent)).toHaveLength(OPTIONS.messages);
  for (const [number, { messages, sent }] of days.entries()) {
    expect(sent).toHaveLength(messages);
    const day = String(number + 1).padStart(2, '0');
    for (const { timestamp } of sent) expect(timestamp).toMatch(`2026-01-${day}T`);
  }
});

test('messages come in the order of time', () => {
  const instants = daysOf().flatMap(({ sent }) => sent.map(({ timestamp }) => Date.parse(`${timestamp}Z`)));
  expect(instants).toEqual([...instants].sort((a, b) => a - b));
  expect(Math.min(...instants)).toBeGreaterThanOrEqual(MONTH_START);
  expect(Math.max(...instants)).toBeLessThan(MONTH_END);
});

test('a weekend has half the messages of as many weekdays', () => {
  const [thursday, friday, saturday, sunday] = daysOf().map(({ messages }) => messages);
  expect(saturday).toBeCloseTo(Number(thursday) / 2, -1);
  expect(sunday).toBeCloseTo(Number(friday) / 2, -1);
});

test('the same seed makes the same month, another seed another one', () => {
  expect(daysOf()).toEqual(daysOf());
  expect(daysOf({ ...OPTIONS, seed: 2 })).not.toEqual(daysOf());
});
