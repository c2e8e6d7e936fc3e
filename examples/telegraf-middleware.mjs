// A middleware for Telegraf that stores what users write and what the bot answers: `bot.use(storeMessages(memex))`, before all others.

/**
 * @param {import('@memex/client').Client} memex
 * @returns {import('telegraf').MiddlewareFn<import('telegraf').Context>}
 */
export function storeMessages(memex) {
  return async (context, next) => {
    const asked = context.message;
    if (asked !== undefined) memex.request(entryOf(asked, asked.from.id));
    const { telegram } = context;
    const callApi = telegram.callApi.bind(telegram);
    telegram.callApi = async (method, payload, signal) => {
      const sent = await callApi(method, payload, signal);
      if (method.startsWith('send') && typeof sent === 'object' && 'message_id' in sent) store(asked, sent);
      return sent;
    };
    await next();
  };

  function store(asked, sent) {
    const entry = entryOf(sent, asked?.from.id ?? sent.chat.id);
    if (asked === undefined) memex.notification(entry);
    else memex.response({ ...entry, responseTo: idOf(asked) });
  }
}

/** Telegram counts messages by chat. */
const idOf = ({ chat, message_id }) => `${chat.id}:${message_id}`;

const entryOf = (message, userId) => ({
  messageId: idOf(message),
  conversationId: `${message.chat.id}`,
  channel: 'TELEGRAM',
  userId: `${userId}`,
  timestamp: new Date(message.date * 1_000),
  content: message.text === undefined ? null : { type: /** @type {const} */ ('text'), value: message.text },
});
