import { findJsonIssue } from '@memex/core/toolkit';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

describe('issues of JSON', () => {
  test.each([
    ['[NaN]', 2, 'NaN is not JSON'],
    ['[Infinity]', 2, 'Infinity is not JSON'],
    ['[-Infinity]', 2, 'Infinity is not JSON'],
    ['[undefined]', 2, 'undefined is not JSON'],
    ['{"a": None}', 7, 'None is not JSON: it is written null'],
    ['{"a": True}', 7, 'true must be written in lower case'],
    ['[FALSE]', 2, 'false must be written in lower case'],
    ["['a']", 2, 'a string takes double quotes'],
    ['[“a”]', 2, 'a string takes double quotes'],
    ["{'a': 1}", 2, 'a name in double quotes is expected'],
    ['{a: 1}', 2, 'a name in double quotes is expected'],
    ['[1,]', 4, 'a value must follow the comma'],
    ['{"a":1,}', 8, 'a name must follow the comma'],
    ['[,1]', 2, 'a value is expected'],
    ['[1 2]', 4, 'a comma or ] is expected'],
    ['{"a":1 "b":2}', 8, 'a comma or } is expected'],
    ['{"a":1]', 7, 'a comma or } is expected'],
    ['{"a" 1}', 6, 'a colon is expected'],
    ['[] []', 4, 'nothing more is expected'],
    ['[// one\n1]', 2, 'JSON has no comments'],
    ['[01]', 2, 'this is not how JSON writes a number'],
    ['[.5]', 2, 'this is not how JSON writes a number'],
    ['[+1]', 2, 'this is not how JSON writes a number'],
    ['[1.]', 2, 'this is not how JSON writes a number'],
    ['[0x10]', 2, 'this is not how JSON writes a number'],
    ['[1_000]', 2, 'this is not how JSON writes a number'],
    ['["a\nb"]', 4, 'a line break or another control character must be escaped within a string'],
    ['["\\x41"]', 3, 'a backslash must begin an escape sequence of JSON'],
    ['["\\u12"]', 3, 'a backslash must begin an escape sequence of JSON'],
    ['', 1, 'the text ends where a value is expected'],
    ['[', 2, 'the text ends where a value is expected'],
    ['[1', 3, 'the text ends where a comma or ] is expected'],
    ['{"a', 4, 'the text ends within a string'],
    ['{"a"', 5, 'the text ends where a colon is expected'],
    ['{"a":tru', 6, 'the text ends within a word'],
    ['{"a":1,', 8, 'the text ends where a name is expected'],
    ['[token-of-mine]', 2, 'a value is expected'],
    ['\ufeff[]', 1, 'a value is expected'],
  ])('%j: column %i: %s', (text, column, message) => {
    expect(findJsonIssue(text)).toEqual({ line: 1, column, message });
  });

  test.each([
    ['[\n1,\n\n  x]', 4, 3],
    ['[\r\n1,\r\nx]', 3, 1],
    ['[\r1,\rx]', 3, 1],
    ['["é😀",\t x]', 1, 9],
  ])('%j: line %i, column %i', (text, line, column) => {
    expect(findJsonIssue(text)).toMatchObject({ line, column });
  });

  test('what is JSON has none, and nothing else has none', () => {
    const mutated = fc
      .tuple(
        fc.json({ maxDepth: 4 }),
        fc.nat(),
        fc.constantFrom('', '"', '\\', ',', '}', ']', '1', '-', 'e', '\n', '{'),
      )
      .map(([text, place, piece]) => {
        const at = place % (text.length + 1);
        return text.slice(0, at) + piece + text.slice(at + (place % 2));
      });
    fc.assert(
      fc.property(mutated, (text) => {
        expect(findJsonIssue(text) === undefined, text).toBe(isJson(text));
      }),
      { numRuns: 2_000 },
    );
  });

  test('any depth can be read', () => {
    expect(findJsonIssue('['.repeat(1_000_000))).toMatchObject({ column: 1_000_001 });
    expect(findJsonIssue(`${'['.repeat(1_000_000)}${']'.repeat(1_000_000)}`)).toBeUndefined();
  });
});

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
