import { describe, expect, test } from 'vitest';
import { Dictionary, NO_CODE } from '../dist/columns/dictionary.js';
import { readHashes } from '../dist/columns/integer-list.js';
import { covering, gapsIn, type Range } from '../dist/columns/ranges.js';
import { Segment } from '../dist/columns/segment.js';
import { ValueColumn } from '../dist/columns/value-column.js';
import { countDifferent } from '../dist/measure/numbers.js';
import { countPairs } from '../dist/measure/pairs.js';
import { numbersAtRanks } from '../dist/measure/ranks.js';
import { computeHash } from '../dist/schema/hash.js';

const HASHES = [
  0n,
  1n,
  -1n,
  9_999_999_999n,
  10_000_000_000n,
  4_294_967_295n,
  4_294_967_296n,
  -4_294_967_296n,
  2n ** 63n - 1n,
  -(2n ** 63n),
  ...Array.from({ length: 500 }, (_, index) => computeHash(`text ${index}`)),
];

describe('a dictionary', () => {
  test('gives each hash that is read from a list the code under which it is found', () => {
    const dictionary = new Dictionary();
    const codes: number[] = [];
    const list = ['', ...HASHES, '', ...HASHES, ''].join(',');
    readHashes(
      list,
      (upper, lower) => codes.push(dictionary.encode(upper, lower)),
      () => codes.push(NO_CODE),
    );
    const each = HASHES.map((_, code) => code);
    expect(codes).toEqual([NO_CODE, ...each, NO_CODE, ...each, NO_CODE]);
    expect(HASHES.map((hash) => dictionary.find(hash))).toEqual(each);
    expect(dictionary.find(computeHash('another'))).toBe(NO_CODE);
  });
});

describe('ranges', () => {
  test('cover what was added to them, and have the rest as gaps', () => {
    const inside = (ranges: readonly Range[], point: number) =>
      ranges.some(({ from, to }) => from <= point && point <= to);
    let covered: readonly Range[] = [];
    const added: Range[] = [];
    for (const [from, to] of [
      [10, 19],
      [30, 39],
      [20, 24],
      [50, 50],
      [5, 60],
      [70, 80],
      [61, 69],
    ] as const) {
      const gaps = gapsIn(covered, { from, to });
      for (let point = from; point <= to; point++) expect(inside(gaps, point)).toBe(!inside(added, point));
      added.push({ from, to });
      covered = covering(covered, { from, to });
      for (let point = 0; point < 100; point++) expect(inside(covered, point)).toBe(inside(added, point));
    }
    expect(covered).toEqual([{ from: 5, to: 80 }]);
  });
});

describe('a column of values', () => {
  test('keeps numbers as they are, and tells texts, booleans and large integers by their codes', () => {
    const column = new ValueColumn();
    const codes = new Map<unknown, number>();
    const encode = (value: unknown): number => {
      const key = JSON.stringify(value);
      codes.set(key, codes.get(key) ?? codes.size);
      return codes.get(key) ?? NO_CODE;
    };
    const large = { integer: '9007199254740993' };
    for (const values of [[1, 2.5], [], ['x', true, 'x'], [large]]) column.add(values, encode);
    const rowsOf = (of: ValueColumn) =>
      Array.from({ length: of.length }, (_, row) => {
        const cells = Array.from(
          { length: of.endOf(row) - of.startOf(row) },
          (_, cell) => of.startOf(row) + cell,
        );
        return cells.map((cell) => [of.numberAt(cell), of.codeAt(cell)]);
      });
    const [numbers, none, texts, integer] = [
      [
        [1, NO_CODE],
        [2.5, NO_CODE],
      ],
      [],
      [
        [Number.NaN, 0],
        [Number.NaN, 1],
        [Number.NaN, 0],
      ],
      [[9_007_199_254_740_992, 2]],
    ];
    expect(rowsOf(column)).toEqual([numbers, none, texts, integer]);
    expect(rowsOf(column.taking(Int32Array.of(0, 2, 3)))).toEqual([numbers, texts, integer]);
  });
});

describe('numbers', () => {
  const random = Array.from({ length: 20_000 }, (_, index) => Math.sin(index) ** 9);
  const lists: Readonly<Record<string, readonly number[]>> = {
    'spread evenly': random.map((number) => number * 1e6),
    'nearly all alike': random.map((number, index) => (index % 1_000 === 0 ? number : 0.1)),
    'of all sizes': random.map((number, index) => number * 10 ** ((index % 600) - 300) || 0),
    'at the ends of doubles': random.map((number) => (number > 0 ? Number.MAX_VALUE : -Number.MAX_VALUE)),
    few: [3, 1, 2],
    one: [7],
  };
  for (const [name, list] of Object.entries(lists)) {
    test(`${name}: those at ranks are those that sorting puts there, and as many are different as a set holds`, () => {
      const sorted = Float64Array.from(list).sort();
      const ranks = [0, 0.01, 0.25, 0.5, 0.5001, 0.99, 1].map((part) => Math.floor(part * (list.length - 1)));
      const different = [...new Set(ranks)];
      expect(numbersAtRanks(Float64Array.from(list), different)).toEqual(
        different.map((rank) => sorted[rank]),
      );
      expect(countDifferent(Float64Array.from(list))).toBe(new Set(list).size);
    });
  }
});

describe('pairs of values and users', () => {
  for (const [values, users] of [
    [7, 11],
    [5_000, 6_000],
  ] as const) {
    test(`of ${values} values and ${users} users are counted once each`, () => {
      const segment = new Segment({ by: 'arrival', afterId: 0 }, { at: 0, id: 0 });
      const list = (size: number, factor: number) =>
        Int32Array.from({ length: 20_000 }, (_, index) => (index % 9 === 0 ? 0 : index * factor) % size);
      const [own, who] = [list(values, 31), list(users, 17)];
      const counts = new Float64Array(values);
      countPairs([{ segment, rows: own, values: own, who }], counts, users);
      const pairs = new Set(Array.from(own, (value, index) => `${value} ${who[index]}`));
      const expected = new Float64Array(values);
      for (const pair of pairs) {
        const value = Number.parseInt(pair, 10);
        expected[value] = (expected[value] ?? 0) + 1;
      }
      expect(counts).toEqual(expected);
    });
  }
});
