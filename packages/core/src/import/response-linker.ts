import { digestOf } from './digest.js';
import type { Foreign } from './values.js';

/** A message as the files of another service tell it. */
export interface ForeignMessage {
  readonly from: 'user' | 'bot';
  readonly conversationId: string | undefined;
  /** The person. Of a message from the bot, it is whoever wrote last, unless the file tells it. */
  readonly userId?: string | undefined;
  /** If the file has none, it is a digest of the message. */
  readonly messageId?: string | undefined;
  /** Of a message from the bot, it is that of the request, unless the file tells it. */
  readonly channel?: string | undefined;
  readonly timestamp: unknown;
  readonly content?: Foreign | undefined;
  readonly metadata?: Foreign | undefined;
  /** The message that is answered, if the file tells it. */
  readonly responseTo?: string | undefined;
  /** The fields that only requests have. */
  readonly understood?: Foreign | undefined;
}

interface KnownRequest {
  readonly messageId: string;
  readonly userId: string | undefined;
  readonly channel: string | undefined;
}

/**
 * Makes requests, responses and notifications of what a user and a bot said, in the order in which they said it. A message of the bot responds to
 * the last request of its conversation, unless it says to which; if there was none, it is a notification.
 */
export class ResponseLinker {
  /** The last request of each conversation. */
  private readonly last = new NewestMap<KnownRequest>();
  /** Requests by their conversation and id. */
  private readonly named: NewestMap<KnownRequest> | undefined;

  /** @param isNamed - Whether responses may name a request of somebody else than who wrote last, as in a group. */
  constructor(
    private readonly project: string | undefined,
    private readonly defaultChannel: string,
    isNamed = false,
  ) {
    this.named = isNamed ? new NewestMap() : undefined;
  }

  /** A message as it can be sent. */
  inputOf(message: ForeignMessage): Foreign {
    return message.from === 'user' ? this.requestOf(message) : this.replyOf(message);
  }

  private requestOf(message: ForeignMessage): Foreign {
    const { userId, channel, understood } = message;
    const messageId = message.messageId ?? digestId(message);
    const conversation = message.conversationId ?? userId ?? '';
    const request = { messageId, userId, channel };
    this.last.set(conversation, request);
    this.named?.set(`${conversation} ${messageId}`, request);
    const envelope = this.envelopeOf(message, messageId, userId, channel);
    return { ...envelope, type: 'request', ...understood };
  }

  private replyOf(message: ForeignMessage): Foreign {
    const conversation = message.conversationId ?? message.userId ?? '';
    const last = this.last.get(conversation);
    const responseTo = message.responseTo ?? last?.messageId;
    const request = this.named?.get(`${conversation} ${responseTo}`) ?? last;
    const messageId = message.messageId ?? digestId(message);
    const userId = message.userId ?? request?.userId;
    const envelope = this.envelopeOf(message, messageId, userId, message.channel ?? request?.channel);
    return responseTo === undefined
      ? { ...envelope, type: 'notification' }
      : { ...envelope, type: 'response', responseTo };
  }

  private envelopeOf(
    { conversationId, timestamp, content, metadata }: ForeignMessage,
    messageId: string,
    userId: string | undefined,
    channel: string = this.defaultChannel,
  ): Foreign {
    const { project } = this;
    return { messageId, conversationId, channel, userId, timestamp, content, metadata, project };
  }
}

/** How many are remembered, so that memory is bounded whatever the size of a file. */
const MAX_REMEMBERED = 20_000;

/** The newest values of many. */
class NewestMap<V> {
  private readonly values = new Map<string, V>();

  get(key: string): V | undefined {
    return this.values.get(key);
  }

  set(key: string, value: V): void {
    this.values.delete(key); // So that it becomes the newest.
    this.values.set(key, value);
    if (this.values.size <= MAX_REMEMBERED) return;
    for (const oldest of this.values.keys()) {
      this.values.delete(oldest);
      return;
    }
  }
}

function digestId({ from, conversationId, userId, timestamp, content }: ForeignMessage): string {
  return digestOf([from, conversationId ?? null, userId ?? null, timestamp ?? null, content ?? null]);
}
