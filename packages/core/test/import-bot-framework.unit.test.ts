import { describe, expect, test } from 'vitest';
import { imported } from './support/imported.js';

const USER = { id: 'u1', name: 'Anna', role: 'user' };
const BOT = { id: 'b1', name: 'Bot', role: 'bot' };

function activity(from: object, recipient: object, fields: object) {
  return {
    type: 'message',
    timestamp: '2026-01-05T10:00:00.123Z',
    channelId: 'webchat',
    conversation: { id: 'c1' },
    from,
    recipient,
    ...fields,
  };
}

describe('Bot Framework', () => {
  test('messages of a transcript become requests and responses, and other activities are counted', async () => {
    const { messages, counts, rejections } = await imported('botframework', [
      { type: 'conversationUpdate', from: USER },
      activity(USER, BOT, { id: 'a1', text: 'Hi', locale: 'en-US' }),
      { type: 'typing', from: BOT },
      activity(BOT, USER, {
        id: 'a2',
        replyToId: 'a1',
        text: 'Hello!',
        suggestedActions: { actions: [{ type: 'imBack', title: 'Yes', value: 'yes' }] },
        inputHint: 'expectingInput',
      }),
      activity(BOT, USER, { id: 'a3', text: 'And?' }),
    ]);
    expect(rejections).toEqual([]);
    expect(Object.fromEntries(counts.ignored)).toEqual({ conversationUpdate: 1, typing: 1 });
    const common = {
      conversationId: 'c1',
      userId: 'u1',
      channel: 'webchat',
      timestamp: '2026-01-05T10:00:00.123000+00:00',
    };
    expect([...messages].sort((a, b) => (a.messageId < b.messageId ? -1 : 1))).toMatchObject([
      {
        ...common,
        messageId: 'a1',
        type: 'request',
        language: 'en-US',
        content: { type: 'text', value: 'Hi' },
      },
      {
        ...common,
        messageId: 'a2',
        type: 'response',
        responseTo: 'a1',
        content: { buttons: [{ buttonText: 'Yes', buttonId: 'yes' }] },
        metadata: { inputHint: 'expectingInput' },
      },
      { ...common, messageId: 'a3', type: 'response', responseTo: 'a1' },
    ]);
  });

  test.each([
    [
      'a card',
      BOT,
      {
        attachments: [
          {
            contentType: 'application/vnd.microsoft.card.hero',
            content: {
              title: 'T',
              text: 'X',
              images: [{ url: 'https://a/i' }],
              buttons: [{ type: 'openUrl', title: 'Go', value: 'https://a' }],
            },
          },
        ],
      },
      {
        type: 'carousel',
        cards: [
          {
            title: 'T',
            subtitle: 'X',
            imageUrl: 'https://a/i',
            buttons: [{ buttonText: 'Go', buttonId: 'https://a' }],
          },
        ],
      },
    ],
    [
      'a file',
      USER,
      { attachments: [{ contentType: 'image/png', contentUrl: 'https://a/f.png', name: 'f.png' }] },
      { type: 'attachment', uri: 'https://a/f.png', alternativeText: 'f.png' },
    ],
    ['a value', USER, { value: { choice: 1 } }, { type: 'action', value: '{"choice":1}' }],
    [
      'a place',
      USER,
      { entities: [{ type: 'GeoCoordinates', latitude: 1.5, longitude: 2 }] },
      { type: 'location', latitude: 1.5, longitude: 2 },
    ],
    [
      'a card to sign in with',
      BOT,
      {
        attachments: [
          {
            contentType: 'application/vnd.microsoft.card.oauth',
            content: { text: 'Sign in', buttons: [{ type: 'signin', title: 'Go', value: 'https://a' }] },
          },
        ],
      },
      { type: 'carousel', cards: [{ title: 'Sign in', buttons: [{ buttonText: 'Go' }] }] },
    ],
    [
      'an adaptive card',
      BOT,
      {
        speak: 'Your order',
        attachments: [
          {
            contentType: 'application/vnd.microsoft.card.adaptive',
            content: {
              body: [
                { type: 'TextBlock', text: 'Order 7' },
                {
                  type: 'ColumnSet',
                  columns: [
                    { items: [{ type: 'TextBlock', text: 'Bread' }] },
                    { items: [{ text: 'Cheese' }] },
                  ],
                },
              ],
            },
          },
        ],
      },
      { type: 'text', value: 'Order 7\nBread\nCheese' },
    ],
    [
      'an adaptive card without a text',
      BOT,
      {
        speak: 'Your order',
        attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content: { body: [] } }],
      },
      { type: 'text', value: 'Your order' },
    ],
    [
      'buttons',
      BOT,
      { suggestedActions: { actions: [{ title: 'A', value: { a: 1 } }] } },
      { type: 'multiaction', buttons: [{ buttonText: 'A', buttonId: '{"a":1}' }] },
    ],
  ])('a message with %s has its content', async (_, from, fields, content) => {
    const { messages, rejections } = await imported('botframework', [
      activity(from, from === USER ? BOT : USER, { id: 'a', ...fields }),
    ]);
    expect(rejections).toEqual([]);
    expect(messages[0]?.content).toMatchObject(content);
  });

  test('where roles are missing, the map names the bots', async () => {
    const values = [
      activity({ id: 'u1' }, {}, { id: 'a1', text: 'Hi' }),
      activity({ id: 'b1' }, { id: 'u1' }, { id: 'a2', text: 'Yes' }),
    ];
    const unknown = await imported('botframework', values);
    expect(unknown.rejections.map(({ reason }) => reason)).toEqual([
      expect.stringContaining('bots'),
      expect.stringContaining('bots'),
    ]);
    const { messages } = await imported('botframework', values, { map: { bots: ['b1'], channel: 'TEAMS' } });
    expect(messages.map(({ type, userId, channel }) => [type, userId, channel]).sort()).toEqual([
      ['request', 'u1', 'TEAMS'],
      ['response', 'u1', 'TEAMS'],
    ]);
  });
});
