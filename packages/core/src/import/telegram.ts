import { isPlainObject } from '../codec/must-be.js';
import type { ImportedChat, ImportItem, ImportMapping, MappedPart } from './import-mapping.js';
import type { TelegramMap } from './import-maps.js';
import type { ResponseLinker } from './response-linker.js';
import { telegramContent } from './telegram-content.js';
import { filled, foreignId, nonEmptyText, timeOfSeconds } from './values.js';

/**
 * Reads `result.json` of Telegram Desktop: a single chat, or all of an account. In a chat with a bot (`bot_chat`), the file tells who is the bot. Other
 * chats are only read if the map names the bots in them.
 *
 * Source: {@link https://core.telegram.org/import-export | Telegram, Import and export},
 * {@link https://github.com/telegramdesktop/tdesktop/blob/dev/Telegram/SourceFiles/export/output/export_output_json.cpp | Telegram Desktop, which writes it}
 */
export function telegram(map: TelegramMap, linker: ResponseLinker): ImportMapping {
  const bots = new Set(map.bots.map(bareId));
  const chats = map.chats === undefined ? undefined : new Set(map.chats);
  return {
    *partsOf({ value, chat }: ImportItem): Generator<MappedPart> {
      if (!isPlainObject(value))
        return yield { kind: 'refused', at: '', original: value, reason: 'must be an object' };
      const passed = chat === undefined ? undefined : whyPassed(chat, bots, chats);
      if (passed !== undefined) return yield { kind: 'ignored', what: passed };
      const type = nonEmptyText(value.type);
      if (type !== 'message')
        return yield { kind: 'ignored', what: nonEmptyText(value.action) ?? type ?? 'no type' };
      const timestamp = timeOfSeconds(value.date_unixtime);
      if (timestamp === undefined) return yield { kind: 'refused', at: '', original: value, reason: NO_TIME };
      const sender = foreignId(value.from_id);
      const isBot = sender !== undefined && (bots.has(bareId(sender)) || isBotOf(chat, sender));
      const inChat = (id: string | undefined) => (id === undefined ? undefined : `${chat?.id ?? ''}.${id}`);
      const input = linker.inputOf({
        from: isBot ? 'bot' : 'user',
        messageId: inChat(foreignId(value.id)),
        conversationId: chat?.id,
        userId: isBot ? undefined : sender,
        channel: map.channel,
        timestamp,
        content: telegramContent(value, isBot),
        metadata: filled({ media_type: value.media_type, edited_unixtime: value.edited_unixtime }),
        responseTo: isBot ? inChat(foreignId(value.reply_to_message_id)) : undefined,
      });
      if (input.userId === undefined && isBot) return yield { kind: 'ignored', what: 'to nobody' };
      yield { kind: 'message', at: '', original: value, input };
    },
  };
}

const NO_TIME =
  'date_unixtime is required, since date depends on the clock of the computer: export again with a newer Telegram Desktop';

/** An id without what tells its kind. Older exports have only the number. */
function bareId(id: string): string {
  return id.replace(/^(?:user|chat|channel)/, '');
}

function isBotOf(chat: ImportedChat | undefined, sender: string): boolean {
  return chat?.type === 'bot_chat' && bareId(sender) === chat.id;
}

/** Why no message of a chat is read; `undefined` if they are. */
function whyPassed(
  { id, type }: ImportedChat,
  bots: ReadonlySet<string>,
  chats: ReadonlySet<string> | undefined,
): string | undefined {
  if (chats !== undefined && !chats.has(id)) return 'another chat';
  if (type === 'saved_messages' || type === 'replies') return type;
  return type === 'bot_chat' || bots.size > 0 ? undefined : 'chat without a known bot';
}
