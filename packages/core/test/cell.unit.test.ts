import { safeCell } from '@memex/core/toolkit';
import { expect, test } from 'vitest';

test.each(['=1+1', '+39 0461', '-1', '@SUM(A1)', '\tx', '\rx', '='])(
  '%j is what a spreadsheet would run, and gets an apostrophe',
  (cell) => {
    expect(safeCell(cell)).toBe(`'${cell}`);
  },
);

test.each(['', 'a=1', ' =1', "'=1", '\n=1', '|x', -1, 0, null])('%j is left as it is', (cell) => {
  expect(safeCell(cell)).toBe(cell);
});
