import { describe, expect, test } from 'vitest';
import { imported } from './support/imported.js';

const BOT_CHAT = { id: '77', type: 'bot_chat' };
const GROUP = { id: '900', type: 'private_supergroup' };

function message(id: number, from: string, fields: object, chat: object = BOT_CHAT) {
  const value = {
    id,
    type: 'message',
    date: '2026-01-05T11:00:00',
    date_unixtime: String(1_767_600_000 + id),
    from: 'A name',
    from_id: from,
    ...fields,
  };
  return { value, chat };
}

describe('Telegram Desktop', () => {
  test('in a chat with a bot, its messages are responses', async () => {
    const { messages, counts, rejections } = await imported('telegram', [
      message(1, 'user5', { text: '/start', text_entities: [{ type: 'bot_command', text: '/start' }] }),
      message(2, 'user77', {
        text: ['Hi, see ', { type: 'bold', text: 'this' }, '!'],
        inline_bot_buttons: [
          [{ type: 'callback', text: 'Menu', data: 'menu' }],
          [{ type: 'url', text: 'Site', url: 'https://a' }],
        ],
      }),
      { value: { id: 3, type: 'service', action: 'pin_message', actor_id: 'user5' }, chat: BOT_CHAT },
      message(4, 'user5', { text: 'Where?', photo: 'photos/photo_1.jpg' }),
      message(5, 'user77', {
        text: '',
        location_information: { latitude: 45.5, longitude: 9.25 },
        reply_to_message_id: 1,
      }),
      message(6, 'user5', {
        text: '',
        file: '(File not included. Change data exporting settings to download.)',
        media_type: 'sticker',
        sticker_emoji: '👍',
      }),
    ]);
    expect(rejections).toEqual([]);
    expect(Object.fromEntries(counts.ignored)).toEqual({ pin_message: 1 });
    const common = { conversationId: '77', userId: 'user5', channel: 'TELEGRAM' };
    expect(messages).toMatchObject([
      { ...common, messageId: '77.1', type: 'request', timestamp: '2026-01-05T08:00:01' },
      {
        ...common,
        type: 'response',
        responseTo: '77.1',
        content: {
          type: 'text',
          value: 'Hi, see this!',
          buttons: [
            { buttonText: 'Menu', buttonId: 'menu' },
            { buttonText: 'Site', buttonId: 'https://a' },
          ],
        },
      },
      { ...common, content: { type: 'attachment', uri: 'photos/photo_1.jpg', alternativeText: 'Where?' } },
      { ...common, responseTo: '77.1', content: { type: 'location', latitude: 45.5, longitude: 9.25 } },
      {
        content: { type: 'attachment', uri: '', alternativeText: '👍' },
        metadata: { media_type: 'sticker' },
      },
    ]);
    expect(JSON.stringify(messages)).not.toContain('A name');
  });

  test('other chats are read only where the map names a bot; a response belongs to whoever it answers', async () => {
    const values = [
      message(1, 'user5', { text: 'a' }, GROUP),
      message(2, 'user6', { text: 'b' }, GROUP),
      message(3, 'user77', { text: 'to a', reply_to_message_id: 1 }, GROUP),
      message(4, 'user5', { text: 'mine' }, { id: '5', type: 'saved_messages' }),
    ];
    const without = await imported('telegram', values);
    expect(Object.fromEntries(without.counts.ignored)).toEqual({
      'chat without a known bot': 3,
      saved_messages: 1,
    });
    const { messages } = await imported('telegram', values, { map: { bots: ['77'] } });
    expect(messages.map(({ type, userId }) => [type, userId])).toEqual([
      ['request', 'user5'],
      ['request', 'user6'],
      ['response', 'user5'],
    ]);
    const chosen = await imported('telegram', values, { map: { bots: ['77'], chats: ['1'] } });
    expect(chosen.messages).toEqual([]);
  });

  test('a poll has its question', async () => {
    const poll = { question: 'When?', closed: false, total_voters: 1, answers: [{ text: 'Now' }] };
    const { messages } = await imported('telegram', [message(1, 'user5', { text: '', poll })]);
    expect(messages[0]?.content).toMatchObject({ type: 'text', value: 'When?' });
  });

  test('a message without its time in UTC is refused', async () => {
    const { rejections } = await imported('telegram', [
      message(1, 'user5', { text: 'x', date_unixtime: undefined }),
    ]);
    expect(rejections[0]?.reason).toContain('date_unixtime is required');
  });
});
