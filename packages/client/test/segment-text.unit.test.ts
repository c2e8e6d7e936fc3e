import { expect, test } from 'vitest';
import { entriesOf, headerLine, readSegment } from '../dist/disk/segment-text.js';

const BATCHES = [
  { key: 'a-0', createdAt: 1, entries: ['{"n":1}', '{"text":"ü # \\n"}'] },
  { key: 'a-1', createdAt: 2, entries: ['{"n":3}'] },
  { key: 'a-2', createdAt: 3, entries: ['{"n":4}', '{"n":5}', '{"n":6}'] },
];

const SEGMENT = Buffer.from(
  BATCHES.map((batch) => headerLine(batch) + batch.entries.map((entry) => `${entry}\n`).join('')).join(''),
);

function read(segment: Buffer) {
  return readSegment(segment).batches.map(({ key, createdAt, offset, length }) => ({
    key,
    createdAt,
    entries: entriesOf(segment.toString('utf8', offset, offset + length)),
  }));
}

test('a segment is read as it was written', () => expect(read(SEGMENT)).toEqual(BATCHES));

test('of a segment that ends anywhere, all is read whose end was written', () => {
  for (let end = 0; end <= SEGMENT.length; end++) {
    const found = read(SEGMENT.subarray(0, end));
    const written = SEGMENT.toString('utf8', 0, end).split('\n').slice(0, -1);
    expect(found.flatMap(({ entries }) => entries)).toEqual(written.filter((line) => !line.startsWith('#')));
    for (const [index, { key, entries }] of found.entries()) {
      expect(key).toBe(BATCHES[index]?.key);
      expect(BATCHES[index]?.entries.slice(0, entries.length)).toEqual(entries);
    }
  }
});

test('lines that belong to no batch are told apart', () => {
  const damaged = Buffer.from(`{"n":0}\n#{"key":\n{"n":1}\n${SEGMENT}`);
  expect(read(damaged)).toEqual(BATCHES);
  expect(readSegment(damaged).strays).toEqual(['{"n":0}', '#{"key":', '{"n":1}']);
});
