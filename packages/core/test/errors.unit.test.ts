import { isMemexError, NotFoundError, UnavailableError } from '@memex/core';
import { describe, expect, test } from 'vitest';

describe('errors of the closed set are told apart by their code', () => {
  const down = new UnavailableError('the store', { reason: 'it is not started' });

  test('each is one of the set, and has one code', () => {
    expect(isMemexError(down)).toBe(true);
    expect(isMemexError(down, 'unavailable')).toBe(true);
    expect(isMemexError(down, 'not_found')).toBe(false);
    expect(isMemexError(new NotFoundError('the message'), 'not_found')).toBe(true);
  });

  test('what merely has such a code is none of them', () => {
    expect(isMemexError(Object.assign(new Error('down'), { code: 'unavailable' }))).toBe(false);
    expect(isMemexError({ code: 'unavailable' })).toBe(false);
    expect(isMemexError(null)).toBe(false);
    expect(isMemexError('unavailable')).toBe(false);
  });

  test('the mark by which they are known is not seen where they are printed', () => {
    expect(Object.getOwnPropertySymbols(down)).toEqual([]);
    expect(String(down)).toBe('UnavailableError: the store is unavailable: it is not started');
  });
});
