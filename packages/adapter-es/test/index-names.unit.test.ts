import { expect, test } from 'vitest';
import { analyticNames, IndexNames, isNeeded } from '../src/config/index-names.js';
import { settingsOf } from '../src/config/options.js';
import { quarantineIndex } from '../src/config/quarantine-index.js';
import { definitionsOf } from '../src/setup/definitions.js';
import { midnight } from './measure.js';

const NOVEMBER = { from: midnight('2026-11-01'), to: midnight('2026-11-30') };

test('a window needs an unsearchable index only if it may contain entries of the window', () => {
  const needed = ['message-2026-11', 'message-2026', 'message-2026-11-15', 'message-shop-2026-11-01'];
  // Written where clocks were a day ahead, or behind.
  const nearby = ['message-2026-10-31', 'message-2026-12-01', 'logging-shop-2026-12-1'];
  const undated = ['message-migrated'];
  for (const index of [...needed, ...nearby, ...undated]) expect(isNeeded(index, NOVEMBER), index).toBe(true);
  const others = [
    'message-2026-10',
    'message-2026-12',
    'message-2025',
    'message-2026-10-30',
    'logging-shop-2026-12-2',
  ];
  for (const index of others) expect(isNeeded(index, NOVEMBER), index).toBe(false);
});

test('a window with an open end needs every index on that side', () => {
  expect(isNeeded('message-2020-01-01', { to: NOVEMBER.to })).toBe(true);
  expect(isNeeded('message-2020-01-01', { from: NOVEMBER.from })).toBe(false);
  expect(isNeeded('message-2030', { from: NOVEMBER.from })).toBe(true);
  expect(isNeeded('message-2030', {})).toBe(true);
});

test('no write alias is mistaken for an index', () => {
  const messages = new IndexNames('message', { prefix: '', granularity: 'month' });
  for (const index of ['message-2026-11', 'message-shop-2026-11-01', 'message-migrated']) {
    expect(messages.owns(index), index).toBe(true);
    expect(messages.owns(`${index}-write`), index).toBe(false);
  }
  const analytics = analyticNames({ prefix: '' });
  expect(analytics.owns('analytic-definitions')).toBe(true);
  expect(analytics.owns('analytic-app-2021-02-04')).toBe(true);
  expect(analytics.owns('analytic-definitions-write')).toBe(false);
  expect(analytics.owns('analytic-of-others')).toBe(false);
});

test('stores with different prefixes share no name, and no pattern of one matches a name of another', () => {
  const prefixes = [
    '',
    'a',
    'ab',
    'ab-',
    'a.b_',
    'm',
    'message',
    'mess',
    'l',
    'an',
    'x-analytic',
    'memex-',
    'memex',
  ];
  const storeOf = (prefix: string) => {
    const definitions = definitionsOf(settingsOf({ prefix }));
    const dated = ['message', 'logging', 'analytic'].flatMap((kind) =>
      ['2026-11', 'shop-2026-11-01', 'migrated'].map((rest) => `${prefix}${kind}-${rest}`),
    );
    const single = definitions.map(({ names }) => names.pattern).filter((name) => !name.includes('*'));
    return { definitions, names: [...dated, ...single, `${prefix}analytic-definitions`] };
  };
  const matches = (pattern: string, name: string) =>
    pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern;
  for (const one of prefixes) {
    const { definitions, names } = storeOf(one);
    for (const name of names)
      expect(
        definitions.some((definition) => definition.names.owns(name)),
        name,
      ).toBe(true);
    for (const other of prefixes.filter((prefix) => prefix !== one)) {
      for (const name of storeOf(other).names) {
        const matching = definitions.filter(({ names: { pattern } }) => matches(pattern, name));
        expect(matching, `${one} matches ${name}`).toEqual([]);
      }
    }
  }
});

test.each([
  ['A-', 'must be 1 to 100 lower-case letters'],
  ['-a', 'begin with a letter or a digit'],
  ['_a', 'begin with a letter or a digit'],
  ['.a', 'begin with a letter or a digit'],
  ['a*', 'must be 1 to 100 lower-case letters'],
  ['a,b', 'must be 1 to 100 lower-case letters'],
  ['ü', 'must be 1 to 100 lower-case letters'],
  ['a'.repeat(101), 'must be 1 to 100 lower-case letters'],
  ['message-', 'must not contain message-'],
  ['x-logging-', 'must not contain logging-'],
  ['analytic-x', 'must not contain analytic-'],
  ['metrics-', 'must not begin with metrics-'],
])('%j cannot be a prefix', (prefix, reason) => {
  expect(() => settingsOf({ prefix })).toThrow(reason);
});

test('the quarantine index has the prefix of the index that a document comes from', () => {
  expect(quarantineIndex('message-shop-2021-02-04')).toBe('message-migrated');
  expect(quarantineIndex('logging-2021-2-4')).toBe('logging-migrated');
  expect(quarantineIndex('my-shop-message-2021-02-04')).toBe('my-shop-message-migrated');
  expect(quarantineIndex('messageanalytic-app-message-2021-02-04')).toBe('messageanalytic-migrated');
});
