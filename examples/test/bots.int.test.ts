import { once } from 'node:events';
import { createServer } from 'node:http';
import { testClient } from '@memex/client/testing';
import { TestAdapter, TranscriptLoggerMiddleware } from 'botbuilder-core';
import { Telegraf } from 'telegraf';
import { expect, onTestFinished, test } from 'vitest';
import { createTranscriptLogger } from '../bot-framework-logger.mjs';
import { storeMessages } from '../telegraf-middleware.mjs';

/** As much of Telegram's server as a bot needs to answer. */
async function startTelegram(): Promise<string> {
  let sent = 100;
  const server = createServer(async (incoming, outgoing) => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk);
    const { chat_id: id, text } = JSON.parse(Buffer.concat(chunks).toString() || '{}');
    const message = { message_id: ++sent, date: 1_795_000_000, chat: { id, type: 'private' }, text };
    outgoing.writeHead(200, { 'content-type': 'application/json' });
    outgoing.end(JSON.stringify({ ok: true, result: message }));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const address = server.address();
  return typeof address === 'object' && address !== null ? `http://127.0.0.1:${address.port}` : '';
}

test('the middleware for Telegraf stores what is asked, answered, and sent unasked', async () => {
  await using memex = testClient();
  const bot = new Telegraf('1:token', { telegram: { apiRoot: await startTelegram() } });
  bot.botInfo = {
    id: 1,
    is_bot: true,
    first_name: 'Bot',
    username: 'bot',
    can_join_groups: false,
    can_read_all_group_messages: false,
    supports_inline_queries: false,
  };
  bot.use(storeMessages(memex));
  bot.on('text', (context) => context.reply('Until eight.'));
  const chat = { id: 7, type: 'private', first_name: 'Anna' } as const;
  const from = { id: 7, is_bot: false, first_name: 'Anna' };
  await bot.handleUpdate({
    update_id: 1,
    message: { message_id: 5, date: 1_794_999_999, chat, from, text: 'Is the library open?' },
  });
  await memex.flush();
  expect(memex.storedMessages()).toMatchObject([
    { type: 'request', messageId: '7:5', userId: '7', content: { value: 'Is the library open?' } },
    {
      type: 'response',
      messageId: '7:101',
      responseTo: '7:5',
      userId: '7',
      content: { value: 'Until eight.' },
    },
  ]);
});

test('the transcript logger for Bot Framework stores what is asked and answered', async () => {
  await using memex = testClient();
  const adapter = new TestAdapter(async (context) => {
    if (context.activity.type === 'message') await context.sendActivity('Until eight.');
  });
  adapter.use(new TranscriptLoggerMiddleware(createTranscriptLogger(memex)));
  await adapter.send('Is the library open?').assertReply('Until eight.');
  await memex.flush();
  const [asked, answered] = memex.storedMessages();
  expect(asked).toMatchObject({
    type: 'request',
    channel: 'test',
    content: { value: 'Is the library open?' },
  });
  expect(answered).toMatchObject({
    type: 'response',
    responseTo: asked?.messageId,
    userId: asked?.userId,
    content: { value: 'Until eight.' },
  });
});
