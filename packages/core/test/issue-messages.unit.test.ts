import { MalformedError } from '@memex/core';
import { Descriptor, decode, Log, Message, MessagesQuery, RetentionInput } from '@memex/core/model';
import { parseJson } from '@memex/core/toolkit';
import { describe, expect, test } from 'vitest';
import { logLine, request } from './samples.js';

const STRING = 'must be a string of 1 to 512 characters without control characters';
const TIME = 'must be a date or date-time in ISO 8601 that exists, such as 2026-11-20T10:15:00Z';

describe('an issue says in plain English what the value must be', () => {
  test.each([
    [`userId ${STRING}`, { userId: '' }],
    [`userId ${STRING}`, { userId: 'a\nb' }],
    [`userId ${STRING}, not a number`, { userId: 7 }],
    ['userId is required', { userId: null }],
    ['channel must be a string, not a boolean', { channel: true }],
    ['timestamp must be a date-time, not a number', { timestamp: 7 }],
    [`timestamp ${TIME}`, { timestamp: 'yesterday' }],
    ['content must be an object, not a string', { content: 'x' }],
    ['content must be an object, not an array', { content: ['x'] }],
    ['metadata must be an object, not an instance of a class', { metadata: new Date() }],
    ['metadata.a[0] must be JSON, not undefined', { metadata: { a: [undefined] } }],
    ['metadata.a must be JSON, not an instance of a class', { metadata: { a: new Map() } }],
    ['entities must be an array, not an object', { entities: {} }],
    ['intent.confidence must be a number, not NaN', { intent: { confidence: Number.NaN } }],
    ['intent.confidence must be a number, not a string', { intent: { confidence: '0.5' } }],
    [
      'intent.confidence has more digits than a double holds',
      { intent: { confidence: parseJson('12345678901234567890') } },
    ],
    [
      'intent.confidence has more digits than a double holds',
      { intent: { confidence: parseJson('0.12345678901234567890') } },
    ],
    ['type must be one of request, response, notification', { type: 'letter' }],
    ['type is required and must be one of request, response, notification', { type: undefined }],
  ])('%s', (message, fields) => {
    expect(messageOf(() => decode(Message, request(fields)))).toBe(message);
  });

  test.each([
    ['period must be a number of days from 1d to 9999d, such as 90d', { period: 'forever' }],
    ['period must be a number of days from 1d to 9999d, such as 90d, not a number', { period: 90 }],
  ])('of retention: %s', (message, input) => {
    expect(messageOf(() => decode(RetentionInput, input))).toBe(message);
  });

  test.each([
    ['cursor must be the cursor of an earlier page of this query', 'next'],
    ['cursor must be the cursor of an earlier page of this query, not a number', 7],
  ])('of a query: %s', (message, cursor) => {
    expect(messageOf(() => decode(MessagesQuery, { ...QUERY, cursor }))).toBe(message);
  });

  test('no kind is contrasted with itself, whatever the value', () => {
    const values = [
      '',
      'x'.repeat(600),
      'a\u0000',
      0,
      -1,
      1e300,
      true,
      null,
      [],
      [[]],
      {},
      { a: 1 },
      10n ** 30n,
    ];
    const messages = values.flatMap((value) => [
      ...Object.keys(request()).map((key) => messageOf(() => decode(Message, request({ [key]: value })))),
      ...Object.keys(logLine()).map((key) => messageOf(() => decode(Log, logLine({ [key]: value })))),
      ...['project', 'timespan', 'type', 'dimension', 'metric', 'interval'].map((key) =>
        messageOf(() => decode(Descriptor, { ...DESCRIPTOR, [key]: value })),
      ),
      ...['project', 'fromTime', 'toTime', 'maxSize', 'cursor', 'type'].map((key) =>
        messageOf(() => decode(MessagesQuery, { ...QUERY, [key]: value })),
      ),
      messageOf(() => decode(Message, value)),
    ]);
    const told = messages.filter((message) => message !== undefined);
    expect(told.length).toBeGreaterThan(150);
    for (const message of told) {
      const [, expected = '', kind = ''] = /must be (.*), not (.*)$/.exec(message) ?? [];
      expect(kind === '' || !expected.startsWith(kind)).toBe(true);
      expect(message).not.toMatch(/not such|undefined|\[object/);
    }
  });
});

const DESCRIPTOR = {
  project: 'app',
  timespan: { type: 'moving', value: '7d' },
  type: 'count',
  dimension: 'user',
  metric: 'total',
};

const QUERY = { project: 'app', fromTime: '2026-01-01', toTime: '2026-02-01' };

/** What the error says of its first issue; nothing where there is none. */
function messageOf(call: () => unknown): string | undefined {
  try {
    call();
    return undefined;
  } catch (error) {
    if (!(error instanceof MalformedError)) throw error;
    const [{ path, message }] = error.issues;
    return path === '' ? message : `${path} ${message}`;
  }
}
