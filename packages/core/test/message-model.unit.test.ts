import { MalformedError } from '@memex/core';
import { decode, Message } from '@memex/core/model';
import { describe, expect, test } from 'vitest';
import { request } from './samples.js';

function issuesOf(input: unknown): readonly string[] {
  try {
    decode(Message, input);
    return [];
  } catch (error) {
    if (!(error instanceof MalformedError)) throw error;
    return error.issues.map(({ path, message }) => `${path} ${message}`);
  }
}

const response = (content: unknown) => request({ type: 'response', responseTo: 'm0', content });
const buttons = [{ type: 'ACTION', buttonText: 'Yes' }];
const storedButtons = [{ type: 'action', buttonText: 'Yes', buttonId: null }];

describe('the message model', () => {
  test('a request carries every field of its kind, null where nothing was sent', () => {
    expect(decode(Message, request({ conversationId: undefined, content: undefined }))).toEqual({
      messageId: 'm1',
      conversationId: null,
      channel: 'TELEGRAM',
      userId: 'u1',
      timestamp: '2026-03-01T12:00:00',
      content: null,
      metadata: null,
      project: 'app',
      type: 'request',
      domain: null,
      intent: null,
      entities: [],
      language: null,
    });
  });

  test('unknown fields are dropped, and so are those of another kind', () => {
    const decoded = decode(
      Message,
      request({ type: 'NOTIFICATION', extra: 1, domain: 'd', responseTo: 'm0' }),
    );
    expect(Object.keys(decoded)).toEqual([
      'messageId',
      'conversationId',
      'channel',
      'userId',
      'timestamp',
      'content',
      'metadata',
      'project',
      'type',
    ]);
  });

  test.each<readonly [sent: object, stored: object]>([
    [
      { type: 'TEXT', value: '' },
      { type: 'text', value: '' },
    ],
    [{ type: 'action' }, { type: 'action', value: null }],
    [
      { type: 'attachment', uri: 'u' },
      { type: 'attachment', uri: 'u', alternativeText: null },
    ],
    [
      { type: 'location', latitude: -1.5, longitude: 0 },
      { type: 'location', latitude: -1.5, longitude: 0 },
    ],
    ...[
      'firstName',
      'lastName',
      'profilePic',
      'locale',
      'timezone',
      'gender',
      'isPaymentEnable',
      'userId',
    ].map(
      (kind) =>
        [
          { type: kind.toUpperCase(), value: 'v' },
          { type: kind, value: 'v' },
        ] as const,
    ),
  ])('a request takes the content %j', (sent, stored) => {
    expect(decode(Message, request({ content: sent })).content).toEqual(stored);
  });

  test.each([
    [
      { type: 'text', value: 'hi' },
      { type: 'text', value: 'hi', buttons: [] },
    ],
    [
      { type: 'text', value: 'hi', buttons },
      { type: 'text', value: 'hi', buttons: storedButtons },
    ],
    [
      { type: 'text', value: 'hi', buttons: [{ buttonText: 'Yes' }, { type: null, buttonText: 'Yes' }] },
      { type: 'text', value: 'hi', buttons: [...storedButtons, ...storedButtons] },
    ],
    [
      { type: 'location', latitude: 1, longitude: 2 },
      { type: 'location', latitude: 1, longitude: 2, buttons: [] },
    ],
    [
      { type: 'attachment', uri: 'u', buttons },
      { type: 'attachment', uri: 'u', alternativeText: null, buttons: storedButtons },
    ],
    [
      { type: 'MultiAction', buttons },
      { type: 'multiaction', buttons: storedButtons },
    ],
    [
      { type: 'carousel', cards: [{ title: 't', imageUrl: 'i', defaultAction: { any: [1] }, buttons }] },
      {
        type: 'carousel',
        cards: [
          { title: 't', imageUrl: 'i', subtitle: null, defaultAction: { any: [1] }, buttons: storedButtons },
        ],
      },
    ],
  ])('a response takes the content %j', (sent, stored) => {
    expect(decode(Message, response(sent)).content).toEqual(stored);
  });

  test.each([
    ['a content of another kind', request({ content: { type: 'carousel', cards: [] } }), ['content.type']],
    ['a number as text', request({ content: { type: 'text', value: 3 } }), ['content.value']],
    ['a string as confidence', request({ intent: { name: 'x', confidence: '0.9' } }), ['intent.confidence']],
    [
      'an integer that a double cannot hold',
      request({ intent: { confidence: 9007199254740993n } }),
      ['intent.confidence'],
    ],
    [
      'an incomplete entity',
      request({ entities: [{ type: 'a' }] }),
      ['entities[0].value', 'entities[0].confidence'],
    ],
    ['a response to nothing', request({ type: 'response' }), ['responseTo']],
    ['an unknown kind', request({ type: 'telegram' }), ['type']],
    ['no kind', request({ type: undefined }), ['type']],
    ['an empty identifier', request({ userId: '' }), ['userId']],
    ['a long identifier', request({ userId: 'x'.repeat(513) }), ['userId']],
    ['a control character', request({ userId: 'a\u0000' }), ['userId']],
    ['half a surrogate pair', request({ userId: 'a\ud83d' }), ['userId']],
    ['metadata that is a list', request({ metadata: [1] }), ['metadata']],
    ['metadata too deep', request({ metadata: nest(33) }), [`metadata${'.a'.repeat(32)}`]],
    ['null where something is required', request({ project: null }), ['project']],
    ['what is no object', 'message', ['']],
    ['null', null, ['']],
    ['a list', [request()], ['']],
  ])('%s is refused, with its path', (_name, input, paths) => {
    expect(issuesOf(input).map((issue) => issue.split(' ')[0])).toEqual(paths);
  });

  test.each([
    ['512 characters', request({ userId: 'x'.repeat(512) })],
    ['512 characters outside the basic plane', request({ userId: '👩'.repeat(512) })],
    ['32 levels of metadata', request({ metadata: nest(32) })],
    ['a key that objects inherit', request({ metadata: JSON.parse('{"__proto__":{"a":1}}') })],
  ])('%s are accepted', (_name, input) => {
    expect(issuesOf(input)).toEqual([]);
  });

  test('every issue is reported at once, and no value is echoed', () => {
    const secret = 'a private text';
    const input = request({
      userId: 1,
      timestamp: secret,
      content: { type: secret },
      intent: { name: [secret] },
    });
    const issues = issuesOf(input);
    expect(issues.map((issue) => issue.split(' ')[0])).toEqual([
      'userId',
      'timestamp',
      'content.type',
      'intent.name',
    ]);
    expect(issues.join()).not.toContain(secret);
  });
});

/** An object nested so many levels. */
function nest(levels: number): unknown {
  return levels === 1 ? { a: 1 } : { a: nest(levels - 1) };
}
