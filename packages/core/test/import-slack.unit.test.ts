import { describe, expect, test } from 'vitest';
import { imported } from './support/imported.js';

const CHANNEL = { id: 'C1', name: 'support' };

function message(ts: string, fields: object, chat: object = CHANNEL) {
  return { value: { type: 'message', ts, ...fields }, chat };
}

describe('Slack', () => {
  test('what apps and users that are bots posted are responses, and a thread is a conversation', async () => {
    const { messages, counts, rejections } = await imported(
      'slack',
      [
        message('1767600000.000100', { subtype: 'channel_join', user: 'U1', text: '<@U1> has joined' }),
        message('1767600001.000100', {
          user: 'U1',
          text: 'Is it &lt;open&gt; &amp; free?',
          client_msg_id: 'x',
        }),
        message('1767600002.000200', {
          subtype: 'bot_message',
          bot_id: 'B1',
          username: 'helper',
          text: 'Yes.',
        }),
        message('1767600003.000300', {
          user: 'U1',
          text: 'Help',
          thread_ts: '1767600003.000300',
          reply_count: 1,
        }),
        message('1767600004.000400', {
          user: 'UBOT',
          text: 'In the thread',
          thread_ts: '1767600003.000300',
          parent_user_id: 'U1',
        }),
        message('1767600005.000500', {
          user: 'UBOT',
          text: 'Older thread',
          thread_ts: '1700000000.000000',
          parent_user_id: 'U9',
        }),
        message('1767600006.000600', {
          user: 'U2',
          text: '',
          files: [{ name: 'a.pdf', url_private: 'https://files/a' }],
        }),
        message('1767600007.000700', {
          bot_id: 'B1',
          text: '',
          attachments: [
            { fallback: 'Choose', actions: [{ type: 'button', text: 'Go', name: 'go', value: 'g' }] },
          ],
          blocks: [
            {
              type: 'actions',
              elements: [{ type: 'button', text: { type: 'plain_text', text: 'No' }, action_id: 'no' }],
            },
          ],
        }),
        message('1767600000.000000', { bot_id: 'B1', text: 'News' }, { id: 'C2', name: 'news' }),
      ],
      { workspaceBots: ['UBOT'] },
    );
    expect(rejections).toEqual([]);
    expect(Object.fromEntries(counts.ignored)).toEqual({ channel_join: 1, 'to nobody': 1 });
    expect(messages).toMatchObject([
      {
        type: 'request',
        messageId: 'C1/1767600001.000100',
        conversationId: 'C1',
        userId: 'U1',
        channel: 'SLACK',
        timestamp: '2026-01-05T08:00:01.000100',
        content: { type: 'text', value: 'Is it <open> & free?' },
      },
      { type: 'response', responseTo: 'C1/1767600001.000100', userId: 'U1', metadata: { bot_id: 'B1' } },
      { type: 'request', conversationId: 'C1/1767600003.000300' },
      {
        type: 'response',
        responseTo: 'C1/1767600003.000300',
        userId: 'U1',
        conversationId: 'C1/1767600003.000300',
      },
      { type: 'response', responseTo: 'C1/1700000000.000000', userId: 'U9' },
      { type: 'request', content: { type: 'attachment', uri: 'https://files/a', alternativeText: 'a.pdf' } },
      {
        type: 'response',
        userId: 'U2',
        content: {
          value: 'Choose',
          buttons: [
            { buttonText: 'No', buttonId: 'no' },
            { buttonText: 'Go', buttonId: 'g' },
          ],
        },
      },
    ]);
  });

  test.each([
    [
      'blocks',
      {
        bot_id: 'B1',
        text: '',
        blocks: [
          { type: 'header', text: { type: 'plain_text', text: 'Order 7' } },
          {
            type: 'section',
            text: { type: 'mrkdwn', text: 'Sent &amp; paid' },
            fields: [{ text: '*Total*' }],
          },
          { type: 'divider' },
          {
            type: 'rich_text',
            elements: [
              {
                type: 'rich_text_section',
                elements: [
                  { type: 'text', text: 'See ' },
                  { type: 'text', text: 'this', style: { bold: true } },
                ],
              },
              { type: 'rich_text_list', elements: [{ elements: [{ type: 'text', text: 'and that' }] }] },
            ],
          },
          {
            type: 'actions',
            elements: [{ type: 'button', text: { text: 'Go' }, action_id: 'go' }],
          },
        ],
      },
      {
        type: 'text',
        value: 'Order 7\nSent & paid\n*Total*\nSee this\nand that',
        buttons: [{ buttonText: 'Go', buttonId: 'go' }],
      },
    ],
    [
      'a file that Slack keeps back',
      { user: 'U1', text: '', files: [{ id: 'F1', mode: 'hidden_by_limit' }] },
      { type: 'attachment', uri: '' },
    ],
    [
      'files of which one was deleted',
      {
        user: 'U1',
        text: '',
        files: [
          { id: 'F1', mode: 'tombstone' },
          { title: 'A', url_private: 'https://f/2' },
        ],
      },
      { type: 'attachment', uri: 'https://f/2', alternativeText: 'A' },
    ],
  ])('a message that has only %s has content', async (_, fields, content) => {
    const before = message('1.0', { user: 'U1', text: 'Hi' });
    const { messages, rejections } = await imported('slack', [before, message('2.0', fields)]);
    expect(rejections).toEqual([]);
    expect(messages[1]?.content).toMatchObject(content);
  });

  test('the map chooses channels by id or name', async () => {
    const values = [
      message('1.0', { user: 'U1', text: 'a' }),
      message('2.0', { user: 'U1', text: 'b' }, { id: 'C2', name: 'news' }),
    ];
    for (const channels of [['C1'], ['support']]) {
      const { messages, counts } = await imported('slack', values, { map: { channels } });
      expect(messages).toHaveLength(1);
      expect(counts.ignored.get('another channel')).toBe(1);
    }
  });
});
