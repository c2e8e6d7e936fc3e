import { TooLargeError } from '@memex/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { StructureCheck } from '../dist/request/structure.js';
import { log, message } from './support/samples.js';

/** By how much a body outgrows what is usual once it is parsed; it comes in parts of so many bytes. */
function excessBytes(text: string, partBytes = 65_536, maxItems?: number): number {
  const check = new StructureCheck(maxItems);
  const bytes = Buffer.from(text);
  for (let start = 0; start < bytes.length; start += partBytes) {
    check.add(bytes.subarray(start, start + partBytes));
  }
  return check.excessBytes;
}

/** Whether a body is let in that comes in parts of so many bytes. */
function isLetIn(text: string, partBytes: number): boolean {
  try {
    excessBytes(text, partBytes);
    return true;
  } catch (error) {
    expect(error).toBeInstanceOf(TooLargeError);
    return false;
  }
}

function batchOf(count: number, fields: (number: number) => Readonly<Record<string, unknown>>): string {
  return JSON.stringify(Array.from({ length: count }, (_, number) => message(fields(number))));
}

function fieldsOf(count: number, entry: (number: number) => readonly [string, unknown]) {
  return Object.fromEntries(Array.from({ length: count }, (_, number) => entry(number)));
}

const BUTTONS = Array.from({ length: 6 }, (_, key) => ({ buttonText: `Option ${key}`, buttonId: `${key}` }));

describe('the estimated memory of a parsed body', () => {
  test.each([
    ['plain messages', batchOf(10_000, (number) => ({ messageId: `m${number}` }))],
    [
      'messages with a hundred decimals each',
      batchOf(5_000, (number) => ({ metadata: fieldsOf(100, (key) => [`key${key}`, number * key + 0.5]) })),
    ],
    [
      'messages with answers to numbered questions',
      batchOf(9_000, () => ({ metadata: fieldsOf(40, (key) => [`${key}`, key % 5]) })),
    ],
    [
      'messages with six buttons each',
      batchOf(9_000, () => ({
        type: 'response',
        responseTo: 'm',
        content: { type: 'text', value: 'Which one?', buttons: BUTTONS },
      })),
    ],
    [
      'messages with ten long ids each',
      batchOf(9_000, () => ({ metadata: { ids: new Array(10).fill(0) } })).replaceAll(
        /0(?=[,\]])/g,
        '123456789012345678',
      ),
    ],
    ['logs', JSON.stringify(Array.from({ length: 10_000 }, () => log()))],
  ])('%s do not outgrow what is usual', (_name, text) => {
    expect(excessBytes(text)).toBe(0);
  });

  test('allows a message with 10,000 keys', () => {
    const metadata = fieldsOf(10_000, (key) => [`k ${key}`, 1]);
    expect(excessBytes(batchOf(1, () => ({ metadata })))).toBeGreaterThan(0);
  });

  test('does not depend on where the parts end', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 4 }), fc.integer({ min: 1, max: 7 }), (text, partBytes) => {
        expect(excessBytes(text, partBytes)).toBe(excessBytes(text));
      }),
    );
    const dense = (count: number): string => `[${'{"a":{}},'.repeat(count)}0]`;
    const counts = Array.from({ length: 40 }, (_, step) => 10_000 + 500 * step);
    const letIn = counts.map((count) => isLetIn(dense(count), 65_536));
    expect(new Set(letIn)).toEqual(new Set([true, false]));
    expect(counts.map((count) => isLetIn(dense(count), 7))).toEqual(letIn);
  });

  test('is much lower for objects with the same order of keys', () => {
    const same = excessBytes(`[${'{"alpha":1,"beta":2},'.repeat(1_000)}0]`);
    const objects = Array.from({ length: 1_000 }, (_, number) => `{"a${number}":1,"b${number}":2},`);
    expect(excessBytes(`[${objects.join('')}0]`)).toBeGreaterThan(4 * same);
  });

  test('is limited before the body has arrived completely', () => {
    const check = new StructureCheck();
    check.add(Buffer.from('['));
    expect(() => check.add(Buffer.from('{},'.repeat(100_000)))).toThrow(TooLargeError);
    const padded = new StructureCheck();
    padded.add(Buffer.from(`[${' '.repeat(4 * 1_048_576)}`));
    padded.add(Buffer.from('{},'.repeat(100_000)));
  });
});

describe('items of a list', () => {
  const items = (text: string): number => excessBytes(text, 65_536, 3);

  test('are counted before they are parsed', () => {
    items('[1,[2,2,2,2],{"a":1,"b":2,"c":3,"d":4}]');
    expect(() => items('[1,2,3,4]')).toThrow(new TooLargeError('the batch', 3, 'items'));
    expect(() => items('["a,b",{},[],null]')).toThrow(TooLargeError);
  });

  test('do not include fields of objects', () => {
    items('{"a":1,"b":2,"c":3,"d":4,"e":[1,2,3,4]}');
  });
});
