import { AnalyticResult, Descriptor, decode, Message } from '@memex/core/model';
import { createRecordTable, ExactNumber, resultTable } from '@memex/core/toolkit';
import { expect, test } from 'vitest';

const NUMBERS = JSON.parse('{"small":1}');

test.each([
  ['2026-10-25T00:30:00', '2026-10-25 02:30:00+02:00'],
  ['2026-10-25T01:30:00', '2026-10-25 02:30:00+01:00'],
  ['2026-03-29T00:59:59.999999', '2026-03-29 01:59:59.999999+01:00'],
  ['2026-03-29T01:00:00', '2026-03-29 03:00:00+02:00'],
  ['2026-12-31T23:30:00', '2027-01-01 00:30:00+01:00'],
  ['2026-07-01T12:00:00-05:00', '2026-07-01 19:00:00+02:00'],
  ['2026-07-01T12:00:00+00:00', '2026-07-01 14:00:00+02:00'],
])('in a table of Rome, %s is %s', (timestamp, cell) => {
  const table = createRecordTable(Message, 'Europe/Rome');
  // The memory for one time must not leak into the next.
  for (const other of ['2026-01-01T00:00:00', '2026-07-01T00:00:00']) {
    expect(cellsOf(table, { timestamp: other }).timestamp).toMatch(/^2026-0[17]-01 0[12]:00:00\+0[12]:00$/);
    expect(cellsOf(table, { timestamp })).toMatchObject({ timestamp: cell, timeZone: 'Europe/Rome' });
  }
});

test.each([
  ['America/St_Johns', '2026-01-01 08:30:00-03:30'],
  ['Asia/Kathmandu', '2026-01-01 17:45:00+05:45'],
  ['UTC', '2026-01-01 12:00:00+00:00'],
])('the clocks of %s show %s', (zone, cell) => {
  const table = createRecordTable(Message, zone);
  expect(cellsOf(table, { timestamp: '2026-01-01T12:00:00' }).timestamp).toBe(cell);
});

test('cells of a record are its texts and numbers, JSON of everything else, and empty where there is nothing', () => {
  const table = createRecordTable(Message, 'UTC', ['traceId']);
  const content = { value: 12345678901234567890n, more: new ExactNumber('0.10000000000000000000001') };
  expect(
    cellsOf(table, { messageId: 'm', content, entities: [], metadata: NUMBERS, traceId: 't', other: 1 }),
  ).toMatchObject({
    messageId: 'm',
    content: '{"value":12345678901234567890,"more":0.10000000000000000000001}',
    entities: '[]',
    metadata: '{"small":1}',
    traceId: 't',
    userId: null,
  });
  expect(table.columns.slice(-2)).toEqual(['traceId', 'timeZone']);
});

test('nested statistics have a column each, and an estimate is marked', () => {
  const timespan = { type: 'moving', value: 'all' };
  const descriptor = decode(Descriptor, {
    project: 'app',
    timespan,
    type: 'aggregation',
    field: 'metadata.score',
    aggregation: 'extended_stats',
  });
  const result = decode(AnalyticResult, {
    type: 'aggregation',
    creationDt: '2026-01-01T00:00:00',
    toDt: '2026-01-01T00:00:00',
    aggregation: { count: 2, avg: -1.5, std_deviation_bounds: { upper: 1, lower: null } },
    approximate: true,
  });
  const { columns, rows } = resultTable([{ descriptor, result }], 'UTC');
  const [row = []] = rows;
  expect(Object.fromEntries(columns.map((name, index) => [name, row[index]]))).toEqual({
    descriptor: 0,
    metric: 'extended_stats',
    field: 'metadata.score',
    window: 'current',
    interval: null,
    from: null,
    to: '2026-01-01 00:00:00+00:00',
    segment: null,
    rest: null,
    count: 2,
    avg: -1.5,
    'std_deviation_bounds.upper': 1,
    'std_deviation_bounds.lower': null,
    approximate: 'true',
    timeZone: 'UTC',
  });
});

function cellsOf(
  table: ReturnType<typeof createRecordTable>,
  record: object,
): Readonly<Record<string, unknown>> {
  const cells = table.rowOf(record);
  return Object.fromEntries(table.columns.map((name, index) => [name, cells[index]]));
}
