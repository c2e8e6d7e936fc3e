import { MalformedError } from '@memex/core';
import { readWindow } from '@memex/core/reports';
import { describe, expect, test } from 'vitest';

describe('a window that a user names', () => {
  test.each([
    ['TODAY', 'today'],
    ['7D', '7d'],
    ['1w', '1w'],
    ['9999M', '9999m'],
    ['2Y', '2y'],
    ['07d', '7d'],
    ['ALL', 'all'],
  ])('by range: %s', (range, value) => {
    expect(readWindow({ range })).toEqual({ type: 'moving', value });
  });

  test('by both ends, of which each may have any offset, and which win over the range', () => {
    const start = '2021-11-30';
    const end = '2021-12-01 10:20:30.5+0530';
    const fixed = { type: 'fixed', start: '2021-11-30T00:00:00', end: '2021-12-01T10:20:30.500000+05:30' };
    expect(readWindow({ start, end })).toEqual(fixed);
    expect(readWindow({ range: '7D', start, end })).toEqual(fixed);
  });

  test('is none where nothing is given', () => {
    expect(readWindow({})).toBeUndefined();
  });

  test.each([
    [{ range: '0D' }, ['range']],
    [{ range: '7' }, ['range']],
    [{ range: '' }, ['range']],
    [{ range: '10000d' }, ['range']],
    [{ start: '2021-11-30' }, ['end']],
    [{ end: '2021-11-30', range: '7D' }, ['start']],
    [{ start: 'yesterday', end: '2021-02-30' }, ['start', 'end']],
    [{ start: 'yesterday', range: 'soon' }, ['start', 'end', 'range']],
    [{ start: '2021-11-30T10:00:00+01:00', end: '2021-11-30T08:59:59Z' }, ['start']],
  ])('is refused with every issue: %j', (input, paths) => {
    const issuesOf = (): readonly string[] => {
      try {
        readWindow(input);
      } catch (error) {
        if (error instanceof MalformedError) return error.issues.map(({ path }) => path);
      }
      return [];
    };
    expect(issuesOf()).toEqual(paths);
  });
});
