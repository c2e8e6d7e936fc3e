import { ExactNumber, parseJson, stringifyJson } from '@memex/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

describe('JSON without rounding', () => {
  test.each([
    '1234567890123456789',
    '-98765432109876543210',
    '9007199254740993',
    '0.1234567890123456789',
    '1e400',
    '-1.5e-400',
    '123456789012345678901234567890.5',
    `1${'0'.repeat(500)}`,
    '{"id":1234567890123456789,"in":[1,9007199254740993,{"x":12345678901234567890}]}',
    '{"__proto__":{"id":1234567890123456789}}',
    '["a \\"1234567890123456789\\" b",1234567890123456789]',
    '[ 1234567890123456789 , "\\\\",1234567890123456789]',
  ])('%s keeps its digits', (text) => {
    expect(stringifyJson(parseJson(text))).toBe(text.replaceAll(' , ', ',').replaceAll('[ ', '['));
  });

  test('integers become bigints, other numbers keep their literal, and what fits a double stays one', () => {
    const text =
      '[9007199254740993, 9007199254740991, 0.30000000000000004, 1.10, 1e3, 0.12345678901234567891]';
    const value = [
      9007199254740993n,
      9007199254740991,
      0.30000000000000004,
      1.1,
      1000,
      new ExactNumber('0.12345678901234567891'),
    ];
    expect(parseJson(text)).toEqual(value);
  });

  test('an integer past 2^53 that a double holds is one, so that typed fields take it', () => {
    expect(parseJson('[-9007199254740992, 9007199254740994, 9007199254740993]')).toEqual([
      -9007199254740992,
      9007199254740994,
      9007199254740993n,
    ]);
  });

  test('strings of digits stay strings', () => {
    const text = '{"a":"1234567890123456789","b": "x 1234567890123456789","c":[1234567890123456789]}';
    expect(parseJson(text)).toEqual({
      a: '1234567890123456789',
      b: 'x 1234567890123456789',
      c: [1234567890123456789n],
    });
  });

  test.each([
    '',
    '{',
    '[1234567890123456789',
    '{1234567890123456789:1}',
    '01234567890123456789',
    '[1234567890123456.]',
    'nope',
  ])('%s is refused', (text) => {
    expect(() => parseJson(text)).toThrow(SyntaxError);
  });

  test('a cycle is an error, not a loop', () => {
    const cycle: Record<string, unknown> = { big: 1n };
    cycle.self = cycle;
    expect(() => stringifyJson(cycle)).toThrow(TypeError);
  });

  test('any JSON text reads as JSON.parse reads it, up to rounding', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 4 }), (text) => {
        expect(JSON.parse(stringifyJson(parseJson(text)))).toEqual(JSON.parse(text));
      }),
    );
  });

  test('any integers and strings, mixed, come back as they were', () => {
    const leaf = fc.oneof(fc.bigInt(), fc.string({ unit: 'binary' }), fc.stringMatching(/^\d{17,25}$/));
    fc.assert(
      fc.property(fc.array(fc.dictionary(fc.string(), leaf)), (value) => {
        const text = stringifyJson(value);
        expect(stringifyJson(parseJson(text))).toBe(text);
      }),
    );
  });
});
