import { ExactNumber } from '@memex/core/toolkit';
import { expect, test } from 'vitest';
import { documentTextOf, plainDocument, wrappedDocument } from '../src/document/document.js';
import { indexedValuesOf, tokenOf } from '../src/document/indexed-values.js';
import { entryOf } from './many-messages.js';

function valuesWith(metadata: unknown) {
  return indexedValuesOf(entryOf({ metadata }).value);
}

test('each value is indexed under its path, with its type, and each item of a list too', () => {
  const { values, numbers } = valuesWith({
    a: [1, '1', [true, 1]],
    b: { c: 2.5 },
    d: [{ c: 'x' }, { c: null }],
  });
  expect(values).toEqual({
    'metadata.a': ['n:1', 's:1', 'b:true'],
    'metadata.b.c': ['n:2.5'],
    'metadata.d.c': ['s:x'],
  });
  expect(numbers).toEqual({ 'metadata.a': [1, 1], 'metadata.b.c': [2.5] });
});

test('integers keep all digits as values, and are the nearest doubles as numbers', () => {
  const long = '7'.repeat(1_000);
  const { values, numbers } = valuesWith({
    id: [9007199254740993n, new ExactNumber('9.007199254740993e15'), 9007199254740992],
    huge: [new ExactNumber('1e999'), new ExactNumber(long)],
  });
  expect(values['metadata.id']).toEqual(['n:9007199254740993', 'n:9007199254740992']);
  expect(values['metadata.huge']).toEqual(['n:1e999', expect.stringMatching(/^sha256:/)]);
  expect(numbers).toEqual({ 'metadata.id': [9007199254740992, 9007199254740992, 9007199254740992] });
});

test('values without a path, and what is not a value, are left out', () => {
  const metadata = {
    'a.b': 1,
    '': 2,
    ok: { 'c.d': 3 },
    boundless: new ExactNumber('1e99999999999999999999'),
    ['k'.repeat(600)]: 4,
  };
  expect(valuesWith(metadata)).toMatchObject({ values: {}, numbers: {} });
});

test('words of user text and metadata are those of the core', () => {
  const { value } = entryOf({
    content: { type: 'text', value: 'Ciao, CIAO a_b!' },
    metadata: { t: 'Ünï 1' },
  });
  expect(indexedValuesOf(value).words).toEqual(['ciao', 'a_b', 'metadata.t ünï', 'metadata.t 1']);
});

test('paths become valid field names, and different paths different names', () => {
  const { numbers } = valuesWith({ ' ': 1, '%20': 2, 'a*b': 3, '🙂': 4 });
  expect(Object.keys(numbers)).toEqual([
    'metadata.%20',
    'metadata.%2520',
    'metadata.a%2ab',
    'metadata.%1f642',
  ]);
});

test('long texts and invalid Unicode have tokens of their own', () => {
  const texts = ['x'.repeat(300), `${'x'.repeat(299)}y`, '\ud800', '\ud801', '�'];
  expect(new Set(texts.map(tokenOf)).size).toBe(texts.length);
  expect(Math.max(...texts.map((text) => tokenOf(text).length))).toBeLessThan(256);
});

test('the text of a message comes out of its document unchanged, with and without indexed values', () => {
  const entry = entryOf({ metadata: { '}': '{"', a: [1, '\\'] }, content: { type: 'text', value: '"},{' } });
  for (const indexed of [indexedValuesOf(entry.value), {}]) {
    for (const documentOf of [plainDocument, wrappedDocument])
      expect(documentTextOf(documentOf(entry, indexed))).toBe(entry.json);
  }
});
