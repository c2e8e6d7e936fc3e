import { expect, test } from 'vitest';
import { sparkLine } from '../../src/charts/spark.js';
import { daysOf } from '../support/charts.js';

test('goes from the first to the last bucket, and is as high as its largest value', () => {
  expect(sparkLine(daysOf([0, 10, 5]), 100, 20)).toEqual({ finished: 'M0 20L50 0L100 10', unfinished: '' });
});

test('leads to an unfinished bucket by a path of its own', () => {
  expect(sparkLine(daysOf([0, 10, 5], true), 100, 20)).toEqual({
    finished: 'M0 20L50 0',
    unfinished: 'M50 0L100 10',
  });
});

test('has a gap where there is no value', () => {
  expect(sparkLine(daysOf([1, 1, null, 1, 1]), 40, 10).finished).toBe('M0 0L10 0M30 0L40 0');
});

test('of nothing but zeros is flat, and of nothing empty', () => {
  expect(sparkLine(daysOf([0, 0]), 10, 10).finished).toBe('M0 10L10 10');
  expect(sparkLine([], 10, 10)).toEqual({ finished: '', unfinished: '' });
});
