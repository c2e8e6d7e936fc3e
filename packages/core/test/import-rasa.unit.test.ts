import { describe, expect, test } from 'vitest';
import { parseJson } from '../src/toolkit.js';
import { imported } from './support/imported.js';

const HELLO = {
  event: 'user',
  timestamp: 1_700_000_000.25,
  text: 'hello in Rome',
  input_channel: 'telegram',
  message_id: 'u1',
  metadata: { language: 'en', version: 3 },
  parse_data: {
    intent: { name: 'greet', confidence: 0.75 },
    entities: [
      {
        entity: 'city',
        value: 'Rome',
        start: 9,
        end: 13,
        confidence_entity: 0.5,
        extractor: 'DIETClassifier',
      },
      { entity: 'count', value: 3, extractor: 'RegexEntityExtractor' },
    ],
    text: 'hello in Rome',
    message_id: 'u1',
    metadata: {},
    intent_ranking: [{ name: 'greet', confidence: 0.75 }],
  },
};
const REPLY = {
  event: 'bot',
  timestamp: 1_700_000_001.5,
  text: 'Hi! What next?',
  data: {
    elements: null,
    quick_replies: null,
    buttons: [{ title: 'Menu', payload: '/menu' }],
    attachment: null,
    image: 'https://example.org/hi.png',
    custom: null,
  },
  metadata: { utter_action: 'utter_greet' },
};
const OTHERS = [
  { event: 'action', timestamp: 1_700_000_000, name: 'action_session_start' },
  { event: 'session_started', timestamp: 1_700_000_000 },
  { event: 'slot', timestamp: 1_700_000_000, name: 'city', value: 'Rome' },
];
const TRACKER = {
  sender_id: 's1',
  slots: {},
  latest_message: {},
  events: [...OTHERS, HELLO, REPLY],
  paused: false,
};

const REQUEST = {
  type: 'request',
  messageId: 'u1',
  conversationId: 's1',
  userId: 's1',
  channel: 'telegram',
  timestamp: '2023-11-14T22:13:20.250000',
  content: { type: 'text', value: 'hello in Rome' },
  intent: { name: 'greet', confidence: 0.75 },
  entities: [
    { type: 'city', value: 'Rome', confidence: 0.5 },
    { type: 'count', value: '3', confidence: 1 },
  ],
  language: 'en',
  metadata: { language: 'en', version: 3 },
};
const RESPONSE = {
  type: 'response',
  responseTo: 'u1',
  userId: 's1',
  channel: 'telegram',
  timestamp: '2023-11-14T22:13:21.500000',
  content: {
    type: 'text',
    value: 'Hi! What next?',
    buttons: [{ type: 'action', buttonText: 'Menu', buttonId: '/menu' }],
  },
  metadata: { utter_action: 'utter_greet', data: { image: 'https://example.org/hi.png' } },
};

describe('Rasa', () => {
  test('of a tracker, what user and bot said becomes requests and responses; other events are counted', async () => {
    const { messages, counts, rejections } = await imported('rasa', [TRACKER]);
    expect(rejections).toEqual([]);
    expect(messages).toMatchObject([REQUEST, RESPONSE]);
    expect(Object.fromEntries(counts.ignored)).toEqual({ action: 1, session_started: 1, slot: 1 });
  });

  test('events of a broker, and rows of the tracker store, are the same messages as those of the tracker', async () => {
    const tracker = await imported('rasa', [TRACKER]);
    const events = [...OTHERS, HELLO, REPLY].map((event) => ({ ...event, sender_id: 's1' }));
    const broker = await imported('rasa', events, { store: tracker.store });
    const rows = [HELLO, REPLY].map((event) => ({
      id: 1,
      sender_id: 's1',
      type_name: event.event,
      timestamp: event.timestamp,
      data: JSON.stringify(event),
    }));
    const table = await imported('rasa', rows, { store: tracker.store });
    expect(broker.counts.messages + table.counts.messages).toBe(4);
    expect(table.messages).toEqual(tracker.messages);
  });

  test('times are cut after the microseconds, whatever their digits', async () => {
    const event = (json: string) =>
      parseJson(`{"event":"user","sender_id":"s","text":"x","message_id":"${json}","timestamp":${json}}`);
    const { messages } = await imported(
      'rasa',
      ['1551952977.4850519', '1551952977.485052', '1551952978'].map(event),
    );
    expect(messages.map(({ timestamp }) => timestamp)).toEqual([
      '2019-03-07T10:02:57.485051',
      '2019-03-07T10:02:57.485052',
      '2019-03-07T10:02:58',
    ]);
  });

  test('what the bot did not understand is a fallback, and what a button sends is an action', async () => {
    const said = (text: string, name: string, at: number) => ({
      ...HELLO,
      sender_id: 's1',
      text,
      message_id: `m${at}`,
      timestamp: at,
      parse_data: { intent: { name, confidence: 0.3 }, entities: [] },
    });
    const { messages } = await imported(
      'rasa',
      [said('blah', 'nlu_fallback', 1), said('/menu', 'menu', 2), said('?', 'unclear', 3)],
      {
        map: { channel: 'WEB', fallbackIntents: ['nlu_fallback', 'unclear'] },
      },
    );
    expect(messages).toMatchObject([
      { intent: { name: 'default' }, channel: 'WEB', content: { type: 'text', value: 'blah' } },
      { intent: { name: 'menu' }, content: { type: 'action', value: '/menu' } },
      { intent: { name: 'default' } },
    ]);
  });

  test.each([
    [
      { image: 'https://a/i.png', attachment: 'https://a/i.png' },
      { type: 'attachment', uri: 'https://a/i.png' },
    ],
    [
      { attachment: { type: 'video', payload: { src: 'https://a/v' } } },
      { type: 'attachment', uri: 'https://a/v' },
    ],
    [
      { buttons: [{ title: 'A', payload: '/a' }] },
      { type: 'multiaction', buttons: [{ type: 'action', buttonText: 'A', buttonId: '/a' }] },
    ],
    [
      {
        elements: [
          {
            title: 'T',
            subtitle: 'S',
            image_url: 'https://a/i',
            buttons: [{ title: 'Go', url: 'https://a', type: 'web_url' }],
          },
        ],
      },
      {
        type: 'carousel',
        cards: [
          {
            title: 'T',
            subtitle: 'S',
            imageUrl: 'https://a/i',
            defaultAction: null,
            buttons: [{ type: 'action', buttonText: 'Go', buttonId: 'https://a' }],
          },
        ],
      },
    ],
    [{ custom: { any: 1 } }, null],
  ])('a bot event with %j and no text has its content', async (data, content) => {
    const { messages, rejections } = await imported('rasa', [
      { ...REPLY, sender_id: 's1', text: null, data },
    ]);
    expect(rejections).toEqual([]);
    expect(messages[0]?.type).toBe('notification');
    if (content === null) expect(messages[0]).toMatchObject({ content, metadata: { data } });
    else expect(messages[0]?.content).toMatchObject(content);
  });

  test('a conversation that has its tracker in it is that tracker, and faults tell the place in it', async () => {
    const tracker = { sender_id: 's1', events: [HELLO, { ...REPLY, timestamp: 'later' }] };
    const conversation = { _id: 's1', env: 'production', intents: ['greet'], tracker };
    const { messages, rejections } = await imported('rasa', [conversation]);
    expect(messages).toMatchObject([{ type: 'request', userId: 's1' }]);
    expect(rejections[0]?.place).toBe('[0].tracker.events[1]');
  });

  test('a fault in one event tells its place, and leaves the others', async () => {
    const events = [{ ...HELLO, timestamp: null }, { text: 'no event' }, HELLO];
    const { messages, rejections } = await imported('rasa', [
      { sender_id: 's1', events },
      { event: 'user', timestamp: 1 },
      5,
    ]);
    expect(messages).toHaveLength(1);
    expect(rejections.map(({ place, reason }) => `${place} ${reason}`)).toEqual([
      '[0].events[0] timestamp is required',
      '[0].events[1] event is required',
      '[1] userId is required',
      '[2] must be an object',
    ]);
    expect(rejections[0]?.original).toEqual(events[0]);
  });
});
