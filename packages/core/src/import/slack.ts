import { isPlainObject } from '../codec/must-be.js';
import type { ImportItem, ImportMapping, MappedPart } from './import-mapping.js';
import type { SlackMap } from './import-maps.js';
import type { ResponseLinker } from './response-linker.js';
import { slackContent } from './slack-content.js';
import { type Foreign, filled, foreignId, nonEmptyText, timeOfSeconds } from './values.js';

/**
 * Reads the messages of an export of Slack. A thread is a conversation, and so is a channel outside of its threads. What an app posted, or a user that is
 * a bot, is from the bot.
 *
 * Source: {@link https://slack.com/help/articles/220556107-How-to-read-Slack-data-exports | Slack, How to read Slack data exports},
 * {@link https://docs.slack.dev/reference/events/message | Slack, the message event}
 *
 * @param workspaceBots - The users of the export that are bots.
 */
export function slack(
  map: SlackMap,
  linker: ResponseLinker,
  workspaceBots: readonly string[],
): ImportMapping {
  const bots = new Set([...map.bots, ...workspaceBots]);
  const channels = map.channels === undefined ? undefined : new Set(map.channels);
  return {
    *partsOf({ value, chat }: ImportItem): Generator<MappedPart> {
      if (!isPlainObject(value))
        return yield { kind: 'refused', at: '', original: value, reason: 'must be an object' };
      const place = chat?.id ?? '';
      if (channels !== undefined && !channels.has(place) && !channels.has(chat?.name ?? ''))
        return yield { kind: 'ignored', what: 'another channel' };
      const what = nonEmptyText(value.subtype) ?? nonEmptyText(value.type) ?? 'no type';
      if (!MESSAGES.has(what)) return yield { kind: 'ignored', what };
      const isBot = isFromBot(value, bots);
      const time = foreignId(value.ts);
      const thread = foreignId(value.thread_ts);
      const isReply = thread !== undefined && thread !== time;
      const input = linker.inputOf({
        from: isBot ? 'bot' : 'user',
        messageId: time === undefined ? undefined : `${place}/${time}`,
        conversationId: thread === undefined ? place : `${place}/${thread}`,
        userId: isBot ? undefined : foreignId(value.user),
        channel: map.channel,
        timestamp: timeOfSeconds(value.ts) ?? value.ts,
        content: slackContent(value, isBot),
        metadata: filled({ subtype: value.subtype, bot_id: value.bot_id }),
      });
      // Of a thread that began before the export, only who began it is known.
      const message =
        isBot && isReply && input.type === 'notification'
          ? { ...input, type: 'response', responseTo: `${place}/${thread}`, userId: parentOf(value, bots) }
          : input;
      if (message.userId === undefined && isBot) return yield { kind: 'ignored', what: 'to nobody' };
      yield { kind: 'message', at: '', original: value, input: message };
    },
  };
}

/** The kinds of messages that somebody wrote. Others tell of what happened in a channel. */
const MESSAGES: ReadonlySet<string> = new Set([
  'message',
  'bot_message',
  'me_message',
  'file_share',
  'thread_broadcast',
]);

function isFromBot({ subtype, bot_id, user }: Foreign, bots: ReadonlySet<string>): boolean {
  const id = foreignId(user);
  return (
    subtype === 'bot_message' || nonEmptyText(bot_id) !== undefined || (id !== undefined && bots.has(id))
  );
}

function parentOf({ parent_user_id }: Foreign, bots: ReadonlySet<string>): string | undefined {
  const id = foreignId(parent_user_id);
  return id === undefined || bots.has(id) ? undefined : id;
}
