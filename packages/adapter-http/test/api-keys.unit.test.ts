import { parseApiKeys } from '@memex/adapter-http';
import { MalformedError } from '@memex/core';
import { expect, test } from 'vitest';

test.each([
  ['k1', { key: 'k1', projects: 'all', access: 'write' }],
  ['k1:app', { key: 'k1', projects: ['app'], access: 'write' }],
  ['k1:app|other', { key: 'k1', projects: ['app', 'other'], access: 'write' }],
  ['k1:admin', { key: 'k1', projects: 'all', access: 'admin' }],
  // Admin calls concern every project: an admin of one makes none.
  ['k1:app:admin', { key: 'k1', projects: ['app'], access: 'write' }],
  ['k1:read', { key: 'k1', projects: 'all', access: 'read' }],
  ['k1:app|other:read', { key: 'k1', projects: ['app', 'other'], access: 'read' }],
  ['k1:read:admin', { key: 'k1', projects: ['read'], access: 'write' }],
  [' k1 : app | other ', { key: 'k1', projects: ['app', 'other'], access: 'write' }],
])('%s', (text, key) => {
  expect(parseApiKeys(text)).toEqual([key]);
});

test('keys are separated by commas', () => {
  expect(parseApiKeys('k1, k2:app').map(({ key }) => key)).toEqual(['k1', 'k2']);
});

test('every issue is reported with its place, and no key is shown', () => {
  const wrong =
    'good,,:app,se cret,secret:a|,secret:a:b,secret:a:b:admin,clé,good:app,secret::admin,secret:a:b:read,secret::read';
  const error = thrownBy(() => parseApiKeys(wrong));
  expect(error.issues.map(({ path }) => path)).toEqual(
    [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11].map((index) => `[${index}]`),
  );
  expect(JSON.stringify([error.issues, error.message])).not.toMatch(/secret|se cret|clé|good/);
});

test('an empty list is rejected', () => {
  expect(() => parseApiKeys('')).toThrow(MalformedError);
});

function thrownBy(action: () => unknown): MalformedError {
  try {
    action();
  } catch (error) {
    if (error instanceof MalformedError) return error;
  }
  throw new Error('nothing was refused');
}
