import { ExactNumber, parseJson, stringifyJson } from '@memex/core/toolkit';
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
    '["a":1234567890123456789]',
    '{"a":1,1234567890123456789:1}',
    '{"a":1,1234567890123456789 \n :1}',
    '[-1234567890123456789-]',
    '[1234567890123456789e]',
    '[1234567890123456789 1]',
    '["a, 1234567890123456789]',
    '"a" 1234567890123456789',
    'nope',
  ])('%s is refused', (text) => {
    expect(() => parseJson(text)).toThrow(SyntaxError);
  });

  test('no string is taken for a number, whatever it begins with', () => {
    const controls = Array.from({ length: 0x20 }, (_, code) => `${String.fromCharCode(code)}123`);
    for (const string of [...controls, ...controls.map((control) => `${control}4567890123456789`)]) {
      expect(parseJson(`[${JSON.stringify(string)},1234567890123456789]`)).toEqual([
        string,
        1234567890123456789n,
      ]);
    }
    expect(parseJson(`[${controls.map((one) => JSON.stringify(one))},1234567890123456789]`)).toEqual([
      ...controls,
      1234567890123456789n,
    ]);
  });

  test('a decimal that is worth the same as a double is one, however it is written', () => {
    const zeros = '0'.repeat(300);
    const text = `[1.${zeros}, 100000000000000000000.0, 0.${zeros}1e301, 25${zeros}.0e-300, -0.0000000000000000, 0e9999, 1e100, 5e-324]`;
    expect(parseJson(text)).toEqual([1, 1e20, 1, 25, -0, 0, 1e100, 5e-324]);
  });

  test.each([`1.${'0'.repeat(300)}1`, '4e-324', '2.2250738585072011e-308', `1${'0'.repeat(20)}.5`, '1e-400'])(
    '%s is worth the same as no double',
    (literal) => {
      expect(parseJson(literal)).toEqual(new ExactNumber(literal));
    },
  );

  test('a date beside an exact number is written as it is alone', () => {
    expect(
      stringifyJson({ at: new Date(0), id: 9007199254740993n, none: undefined, list: [undefined] }),
    ).toBe('{"at":"1970-01-01T00:00:00.000Z","id":9007199254740993,"list":[null]}');
  });

  test('writing changes nothing of what is written', () => {
    const value = { ids: [9007199254740993n, 1], in: { id: 9007199254740993n } };
    stringifyJson(value);
    expect(value).toEqual({ ids: [9007199254740993n, 1], in: { id: 9007199254740993n } });
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
