import {
  compareNumerics,
  doubleOf,
  type Numeric,
  parseJson,
  type Scalar,
  scalarOf,
  textOf,
} from '@memex/core/toolkit';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

const integer = fc.bigInt({ min: -(2n ** 80n), max: 2n ** 80n });

describe('values', () => {
  test.each([
    ['1', '1.0', '1e0', '10e-1', '0.1E1', `1.${'0'.repeat(500)}`],
    ['0', '-0', '0.0', '0e5', '0e99999999999999999999'],
    ['9007199254740993', '9.007199254740993e15', '9007199254740993.00', '90071992547409930E-1'],
    ['100000000000000000000000', '1e23', '10e22'],
    ['1e999', '10e998', `1${'0'.repeat(999)}`],
    ['-12345678901234567890', '-1234567890123456789e1'],
    ['0.1', '0.10000000000000001', '1e-1'],
    ['12345678901234567.5', '12345678901234568'],
  ])('%s is one value, however it is written', (first, ...others) => {
    expect(others.map(read)).toEqual(others.map(() => read(first)));
  });

  test('integers are told apart by each of their digits', () => {
    const literals = [
      ...['12345678901234560001', '12345678901234560002', '-12345678901234560001'],
      ...['9007199254740992', '9007199254740993', '9007199254740994'],
      ...['1e999', '1e1000', '7'.repeat(400), `${'7'.repeat(399)}8`],
      ...['"9007199254740993"', 'true'],
    ];
    expect(new Set(literals.map((literal) => JSON.stringify(read(literal)))).size).toBe(literals.length);
  });

  test('integers are the same where they have the same digits, and in the order that these say', () => {
    fc.assert(
      fc.property(integer, integer, fc.nat(25), (one, other, zeros) => {
        const [a, b] = [numeric(`${one}e${zeros}`), numeric(`${other * 10n ** BigInt(zeros)}`)];
        expect(Math.sign(compareNumerics(a, b))).toBe(Math.sign(Number(one > other) - Number(one < other)));
        expect(numeric(`${one * 10n ** BigInt(zeros)}`)).toEqual(a);
        expect(numeric(textOf(a))).toEqual(a);
      }),
    );
  });

  test('a negative integer that no double holds is no less than itself', () => {
    expect(compareNumerics(numeric('-9007199254740993'), numeric('-9007199254740993'))).toBe(0);
  });

  test('an integer that no double holds is in order among those that doubles hold', () => {
    const sorted = ['-1e999', '-9007199254740993', '-1', '0', '0.5', '9007199254740992', '9007199254740993'];
    const all = [
      ...sorted,
      '9007199254740994',
      '12345678901234567000',
      '12345678901234567100',
      '1e23',
      '1e999',
    ];
    expect([...all].reverse().sort((a, b) => compareNumerics(numeric(a), numeric(b)))).toEqual(all);
  });

  test('the double nearest to an integer stands for it where numbers are computed with, and none does beyond all doubles', () => {
    expect(
      ['9007199254740993', '1e308', '1e309', '-1e999', '5'].map((one) => doubleOf(numeric(one))),
    ).toEqual([9007199254740992, 1e308, undefined, undefined, 5]);
    expect(doubleOf('5')).toBeUndefined();
  });

  test.each(['null', '{}', '[1]', '1e99999999999999999999', `${'7'.repeat(400)}.5`])(
    '%s is no value',
    (text) => {
      expect(read(text)).toBeUndefined();
    },
  );

  test('a number as long as a message takes no more time than its length', () => {
    const digits = '7'.repeat(1_000_000);
    expect(read(`${digits}e5`)).toEqual({ integer: `${digits}00000` });
    expect(read('1e1000000000')).toEqual({ integer: '1e1000000000' });
  });
});

function read(literal: string): Scalar | undefined {
  return scalarOf(parseJson(literal));
}

function numeric(literal: string): Numeric {
  const value = read(literal);
  if (typeof value === 'number' || typeof value === 'object') return value;
  throw new TypeError(`${literal} is no number`);
}
