import { MalformedError } from '@memex/core';
import { Analytic, COUNTS, Descriptor, decode, SEGMENTATIONS } from '@memex/core/model';
import { parseJson, stringifyJson } from '@memex/core/toolkit';
import { describe, expect, test } from 'vitest';

const week = { type: 'moving', value: '7d' };
const count = { project: 'app', timespan: week, type: 'count', dimension: 'user', metric: 'total' };
const segments = { ...count, type: 'segmentation', dimension: 'message', metric: 'all' };
const web = [{ field: 'channel', operation: 'term', value: 'WEB' }];
const average = {
  project: 'app',
  timespan: week,
  type: 'aggregation',
  field: 'metadata.score',
  aggregation: 'avg',
};

describe('descriptors', () => {
  test('every metric of the tables is accepted, in any case', () => {
    for (const [type, rows] of [
      ['COUNT', COUNTS],
      ['Segmentation', SEGMENTATIONS],
    ] as const) {
      for (const [dimension, metrics] of Object.entries(rows)) {
        for (const metric of Object.keys(metrics)) {
          const by = ['users', 'conversations'].includes(metric) ? { by: 'channel' } : {};
          const named = { ...count, ...by, dimension: dimension.toUpperCase(), metric: metric.toUpperCase() };
          expect(read({ ...named, type })).toEqual({
            ...count,
            ...by,
            type: type.toLowerCase(),
            dimension,
            metric,
          });
        }
      }
    }
  });

  test.each([count, average, segments, { ...count, dimension: 'task' }])(
    'every kind compares with the window before: %j',
    (one) => {
      expect(read({ ...one, compare: 'Previous' })).toEqual({ ...one, compare: 'previous' });
    },
  );

  test('what was not sent is not there', () => {
    expect(JSON.parse(JSON.stringify(read(count)))).toEqual(count);
  });

  test.each([
    [{ ...count, taskId: 't1' }, 'taskId'],
    [{ ...count, dimension: 'task', filters: web }, 'filters'],
    [{ ...count, dimension: 'transaction', filters: web }, 'filters'],
    [{ ...count, type: 'segmentation', metric: 'age', filters: web }, 'filters'],
    [{ ...count, by: 'channel' }, 'by'],
    [{ ...count, type: 'segmentation', metric: 'age', by: 'channel' }, 'by'],
    [{ ...average, compare: 'next' }, 'compare'],
    [{ ...average, metric: 'total' }, 'metric'],
    [{ ...count, timespan: { ...week, start: '2026-01-01' } }, 'timespan.start'],
    [
      { ...average, filters: [{ field: 'channel', operation: 'term', value: 'WEB', not: true }] },
      'filters[0].not',
    ],
    [JSON.parse(JSON.stringify(count).replace('{', '{"__proto__":1,')), '__proto__'],
  ])('a field that its kind does not have is refused, not dropped: %j', (sent, path) => {
    expect(issues(sent)).toEqual([path]);
  });

  test.each([
    [{ by: 'channel' }, { by: 'channel' }],
    [
      { by: 'metadata.campaign.keyword', limit: 1 },
      { by: 'metadata.campaign', limit: 1 },
    ],
    [
      { metric: 'users', by: 'language', limit: 1000 },
      { metric: 'users', by: 'language', limit: 1000 },
    ],
  ])('a segmentation of messages is by any field: %j', (asked, kept) => {
    expect(read({ ...segments, ...asked })).toEqual({ ...segments, ...kept });
  });

  test.each([
    [{ by: 'colour' }, 'by'],
    [{ metric: 'users' }, 'by'],
    [{ metric: 'conversations', limit: 5 }, 'by'],
    [{ limit: 5 }, 'limit'],
    [{ by: 'channel', limit: 0 }, 'limit'],
    [{ by: 'channel', limit: 1001 }, 'limit'],
    [{ by: 'channel', limit: 1.5 }, 'limit'],
    [{ by: 'channel', limit: '20' }, 'limit'],
  ])('a segmentation of messages with %j is refused, naming %s', (asked, path) => {
    expect(issues({ ...segments, ...asked })).toEqual([path]);
  });

  test('what a definition was stored with is still read, without what it should not have', () => {
    const descriptor = {
      ...average,
      by: 'channel',
      timespan: { ...week, note: 'x' },
      filters: [{ field: 'channel', operation: 'term', value: 'WEB', not: true }],
    };
    expect(decode(Analytic, { id: 'a', descriptor, owner: 'b' })).toEqual({
      id: 'a',
      descriptor: { ...average, filters: [{ field: 'channel', operation: 'term', value: 'WEB' }] },
      result: null,
    });
    const slice = { ...count, filters: descriptor.filters };
    expect(decode(Analytic, { id: 'a', descriptor: slice })).toMatchObject({ descriptor: count });
  });

  test.each([
    ['metadata.id', 'term', '12345678901234560001', '12345678901234560001'],
    ['metadata.id', 'gre', '12345678901234560001', '12345678901234560001'],
    ['metadata.id', 'gre', '"12345678901234560001"', '12345678901234560001'],
    ['metadata.id', 'term', '"12345678901234560001"', '"12345678901234560001"'],
    ['metadata.id', 'match', '12345678901234560001', '12345678901234560001'],
    ['metadata.id', 'term', '1e999', '1e999'],
    ['metadata.score', 'term', '0.10000000000000001', '0.10000000000000001'],
    ['intent.confidence', 'lq', '12345678901234560001', '12345678901234560001'],
  ])('a filter %s %s %s keeps every digit', (field, operation, sent, kept) => {
    const filters = [{ field, operation, value: parseJson(sent) }];
    const stored = stringifyJson(Descriptor.encode(read({ ...average, filters })));
    expect(stored).toContain(`"value":${kept}}`);
    expect(stringifyJson(read(parseJson(stored)))).toBe(stored);
  });

  test('a task narrows transactions, and only those', () => {
    const sent = { ...count, dimension: 'transaction', taskId: 't1' };
    expect(read(sent)).toEqual(sent);
  });

  test.each([
    ['default', 'moving'],
    ['MOVING', 'moving'],
  ])('the timespan type %s is kept as %s', (type, kept) => {
    expect(read({ ...count, timespan: { type, value: '10D' } })).toMatchObject({
      timespan: { type: kept, value: '10d' },
    });
  });

  test.each([
    ['07d', '7d'],
    ['000012M', '12m'],
    ['09999y', '9999y'],
  ])('the value %s of a timespan is kept as %s', (value, kept) => {
    expect(read({ ...count, timespan: { type: 'moving', value } })).toMatchObject({
      timespan: { value: kept },
    });
  });

  test('the timespan type custom is kept as fixed, its ends in the normal form', () => {
    const timespan = { type: 'Custom', start: '2026-01-01', end: '2026-02-01 12:00Z' };
    expect(read({ ...count, timespan })).toMatchObject({
      timespan: { type: 'fixed', start: '2026-01-01T00:00:00', end: '2026-02-01T12:00:00+00:00' },
    });
  });

  test.each([
    '0d',
    '000d',
    '010000d',
    '00today',
    '10000d',
    '1h',
    'd',
    '-1d',
    '1.5d',
    'tomorrow',
    '',
    ' 1d',
    7,
    null,
  ])('the value %j of a timespan is refused', (value) => {
    expect(issues({ ...count, timespan: { type: 'moving', value } })).toEqual(['timespan.value']);
  });

  test.each([
    [{ ...count, project: undefined }, 'project'],
    [{ ...count, type: 'sum' }, 'type'],
    [{ ...count, dimension: 'app' }, 'dimension'],
    [{ ...count, dimension: '__proto__' }, 'dimension'],
    [{ ...count, metric: 'toString' }, 'metric'],
    [{ ...count, type: 'segmentation', metric: 'total' }, 'metric'],
    [{ ...count, type: 'segmentation', dimension: 'bot' }, 'dimension'],
    [{ ...count, interval: 'year' }, 'interval'],
    [{ ...count, timespan: { type: 'fixed', start: '2026-02-30', end: '2026-03-01' } }, 'timespan.start'],
    [{ ...count, timespan: { type: 'fixed', start: '2026-03-02', end: '2026-03-01' } }, 'timespan.start'],
    [{ ...average, aggregation: 'median' }, 'aggregation'],
    [{ ...average, filters: [{ field: 'user', operation: 'term', value: 'x' }] }, 'filters[0].field'],
    [{ ...average, filters: [{ field: 'userId', operation: 'lt', value: 'x' }] }, 'filters[0].operation'],
    [{ ...average, filters: [{ field: 'metadata.a', operation: 'gr', value: 'five' }] }, 'filters[0].value'],
    [{ ...average, filters: [{ field: 'metadata.a', operation: 'term', value: null }] }, 'filters[0].value'],
    [{ ...average, filters: [{ field: 'timestamp', operation: 'gr', value: 5 }] }, 'filters[0].value'],
  ])('%j is refused, naming %s', (sent, path) => {
    expect(issues(sent)).toEqual([path]);
  });

  test.each([
    ['timestamp', 'term', '12345678901234560001'],
    ['metadata.a', 'gr', '1e99999999999999999999'],
    ['metadata.a', 'term', `${'7'.repeat(400)}.5`],
  ])('a filter %s %s %s is refused, naming its value', (field, operation, sent) => {
    const filters = [{ field, operation, value: parseJson(sent) }];
    expect(issues({ ...average, filters })).toEqual(['filters[0].value']);
  });

  test('every issue is told at once', () => {
    expect(issues({ ...count, project: 1, metric: 'x', timespan: {} })).toEqual([
      'project',
      'timespan.type',
      'metric',
    ]);
  });
});

describe('fields', () => {
  test('the time of responses is aggregated like one, and is none to filter or segment by', () => {
    expect(read({ ...average, field: 'responseTime' })).toMatchObject({ field: 'responseTime' });
    const filters = [{ field: 'responseTime', operation: 'gr', value: 5 }];
    expect(issues({ ...average, filters })).toEqual(['filters[0].field']);
    expect(issues({ ...segments, by: 'responseTime' })).toEqual(['by']);
  });

  test.each([
    'messageId',
    'content.type',
    'content.cards.buttons.buttonText',
    'intent.confidence',
    'entities.confidence',
    'timestamp',
    'metadata.a',
    'metadata.a b.ünï.__proto__',
  ])('%s is one', (path) => {
    expect(read({ ...average, field: path })).toMatchObject({ field: path });
    expect(read({ ...average, field: `${path}.keyword` })).toMatchObject({ field: path });
  });

  test.each([
    '',
    'user',
    'intent.',
    'intent.score',
    'metadata..a',
    'metadata.a.',
    'userId.x',
    '__proto__',
    'traceId',
    5,
  ])('%j is none', (path) => {
    expect(issues({ ...average, field: path })).toEqual(['field']);
  });

  test('a timestamp is compared with an instant in any form', () => {
    const filters = [{ field: 'timestamp', operation: 'GRE', value: '2026-01-01 10:00+01' }];
    expect(read({ ...average, filters })).toMatchObject({ filters: [{ operation: 'gre' }] });
  });
});

describe('filters', () => {
  test.each([
    ['metadata.a', 'gr', '0.5', 0.5],
    ['metadata.a', 'lqe', '-1e3', -1000],
    ['intent.confidence', 'term', '0.50', 0.5],
    ['metadata.a', 'term', '0.5', '0.5'],
    ['userId', 'term', '7', '7'],
    ['metadata.a', 'match', '0.5', '0.5'],
    ['timestamp', 'gre', '2026', undefined],
    ['metadata.a', 'gr', '0x10', undefined],
    ['metadata.a', 'gr', ' 5', undefined],
    ['metadata.a', 'gr', '', undefined],
    ['intent.confidence', 'term', 'high', 'high'],
  ])('%s %s %j has the value %j', (path, operation, value, kept) => {
    const sent = { ...average, filters: [{ field: path, operation, value }] };
    if (kept === undefined) expect(issues(sent)).toEqual(['filters[0].value']);
    else expect(read(sent)).toMatchObject({ filters: [{ field: path, operation, value: kept }] });
  });
});

function read(sent: unknown): Descriptor {
  return decode(Descriptor, sent);
}

function issues(sent: unknown): readonly string[] {
  try {
    read(sent);
  } catch (error) {
    if (error instanceof MalformedError) return error.issues.map(({ path }) => path);
    throw error;
  }
  throw new Error('the descriptor was accepted');
}
