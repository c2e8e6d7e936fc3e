import type * as t from 'io-ts';
import { freeForm } from '../codec/free-form.js';
import { label, labels } from '../codec/label.js';
import { identifier, number, text } from '../codec/leaf.js';
import { list } from '../codec/list.js';
import { optional, optionalList, record, required } from '../codec/record.js';
import { tagged } from '../codec/tagged.js';
import { timestamp } from '../codec/timestamp.js';
import { ReplyContent, RequestContent } from './content.js';

const envelope = {
  messageId: required(identifier),
  conversationId: optional(identifier),
  channel: required(text),
  userId: required(identifier),
  timestamp: required(timestamp),
} as const;

const tail = {
  metadata: optional(freeForm),
  project: required(identifier),
} as const;

const Intent = record('Intent', { name: optional(text), confidence: optional(number) });

const Entity = record('Entity', {
  type: required(text),
  value: required(text),
  confidence: required(number),
});

/** From a user to a bot. */
export const RequestMessage = record('RequestMessage', {
  ...envelope,
  content: optional(RequestContent),
  ...tail,
  type: required(label('request')),
  domain: optional(text),
  intent: optional(Intent),
  entities: optionalList(list(Entity)),
  language: optional(text),
});
export type RequestMessage = t.TypeOf<typeof RequestMessage>;

/** From a bot to a user, in response to a request. */
export const ResponseMessage = record('ResponseMessage', {
  ...envelope,
  content: optional(ReplyContent),
  ...tail,
  type: required(label('response')),
  responseTo: required(identifier),
});
export type ResponseMessage = t.TypeOf<typeof ResponseMessage>;

/** From a bot or the platform to a user, without a request. */
export const NotificationMessage = record('NotificationMessage', {
  ...envelope,
  content: optional(ReplyContent),
  ...tail,
  type: required(label('notification')),
});
export type NotificationMessage = t.TypeOf<typeof NotificationMessage>;

/** A message between a user and an application. */
export const Message = tagged('Message', 'type', [RequestMessage, ResponseMessage, NotificationMessage]);
export type Message = t.TypeOf<typeof Message>;

/** A message as it can be sent: optional fields may be missing, and times may have any accepted form. */
export type MessageInput = t.OutputOf<typeof Message>;

export const MessageType = labels('MessageType', ['request', 'response', 'notification']);
export type MessageType = t.TypeOf<typeof MessageType>;
