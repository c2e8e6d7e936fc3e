import { isPlainObject } from '../codec/must-be.js';
import { activityContent } from './activity-content.js';
import type { ImportItem, ImportMapping, MappedPart } from './import-mapping.js';
import type { BotFrameworkMap } from './import-maps.js';
import type { ResponseLinker } from './response-linker.js';
import { type Foreign, filled, foreignId, nonEmptyText, objectOf } from './values.js';

/**
 * Reads transcripts of the Bot Framework: activities, of which those of type `message` are messages. Who wrote one is told by the role of its sender
 * or of its recipient, or by the ids of bots in the map.
 *
 * Source: {@link https://github.com/microsoft/botframework-sdk/blob/main/specs/botframework-activity/botframework-activity.md | Bot Framework Activity},
 * {@link https://github.com/microsoft/botframework-sdk/blob/main/specs/transcript/transcript.md | Transcript}
 */
export function botFramework(map: BotFrameworkMap, linker: ResponseLinker): ImportMapping {
  const bots = new Set(map.bots);
  return {
    *partsOf({ value }: ImportItem): Generator<MappedPart> {
      if (!isPlainObject(value))
        return yield { kind: 'refused', at: '', original: value, reason: 'must be an object' };
      const type = nonEmptyText(value.type);
      if (type === undefined)
        return yield { kind: 'refused', at: '', original: value, reason: 'type is required' };
      if (type !== 'message') return yield { kind: 'ignored', what: type };
      const from = senderOf(value, bots);
      if (from === undefined)
        return yield { kind: 'refused', at: '', original: value, reason: UNKNOWN_SENDER };
      const person = objectOf(from === 'user' ? value.from : value.recipient);
      const { content, rest } = activityContent(value, from);
      const input = linker.inputOf({
        from,
        messageId: foreignId(value.id),
        conversationId: foreignId(objectOf(value.conversation).id),
        userId: foreignId(person.id),
        channel: map.channel ?? nonEmptyText(value.channelId),
        timestamp: value.timestamp,
        content,
        metadata: filled({ attachments: rest, inputHint: value.inputHint, importance: value.importance }),
        responseTo: from === 'bot' ? foreignId(value.replyToId) : undefined,
        understood: filled({ language: nonEmptyText(value.locale) }),
      });
      yield { kind: 'message', at: '', original: value, input };
    },
  };
}

const UNKNOWN_SENDER =
  'does not tell whether the user or the bot sent it: it has no from.role, and the map has no ids in bots';

function senderOf(activity: Foreign, bots: ReadonlySet<string>): 'user' | 'bot' | undefined {
  const [sender, recipient] = [objectOf(activity.from), objectOf(activity.recipient)];
  const id = foreignId(sender.id);
  if (id !== undefined && bots.has(id)) return 'bot';
  if (sender.role === 'bot' || sender.role === 'skill' || recipient.role === 'user') return 'bot';
  if (sender.role === 'user' || recipient.role === 'bot' || bots.size > 0) return 'user';
  return undefined;
}
