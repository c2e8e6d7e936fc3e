import type * as t from 'io-ts';
import { flag } from '../codec/flag.js';
import { identifier, text } from '../codec/leaf.js';
import { optional, required, strictRecord } from '../codec/record.js';
import { orderFields, pagingFields, rangeFields } from '../entry/cursor-page.js';
import { malformed } from '../errors/malformed.js';
import { MessageType } from './message.js';
import { searchText } from './search-text.js';

/** Messages of a project in a time range. `text`: only those whose text has all of its words, in any case. */
export const MessagesQuery = strictRecord('MessagesQuery', {
  project: required(identifier),
  ...rangeFields,
  userId: optional(identifier),
  channel: optional(text),
  type: optional(MessageType),
  text: optional(searchText),
  ...orderFields,
  ...pagingFields,
});
export type MessagesQuery = t.OutputOf<typeof MessagesQuery>;

/** The messages of a conversation. */
export const ConversationQuery = strictRecord('ConversationQuery', {
  conversationId: required(identifier),
  project: optional(identifier),
  ...pagingFields,
});
export type ConversationQuery = t.OutputOf<typeof ConversationQuery>;

/**
 * Conversations of a project: those with messages in a time range, and of a user and in a channel if given. With `fallback`, only those
 * with a request among these messages that the application did not understand. With `intent` or `language`, only those with one
 * request among them that has both.
 */
export const ConversationsQuery = strictRecord('ConversationsQuery', {
  project: required(identifier),
  ...rangeFields,
  channel: optional(text),
  userId: optional(identifier),
  fallback: optional(flag),
  intent: optional(text),
  language: optional(text),
  ...pagingFields,
});
export type ConversationsQuery = t.OutputOf<typeof ConversationsQuery>;

/** The project to watch. */
export const WatchQuery = strictRecord('WatchQuery', { project: required(identifier) });
export type WatchQuery = t.OutputOf<typeof WatchQuery>;

/** All messages of a user. */
export const UserQuery = strictRecord('UserQuery', {
  userId: required(identifier),
  project: optional(identifier),
});
export type UserQuery = t.OutputOf<typeof UserQuery>;

/** One message, by `traceId`, or by `messageId` and `userId`. The trace id wins if both are given. */
export const MessageQuery = strictRecord('MessageQuery', {
  traceId: optional(identifier),
  project: optional(identifier),
  messageId: optional(identifier),
  userId: optional(identifier),
});
export type MessageQuery =
  | { readonly traceId: string }
  | { readonly messageId: string; readonly userId: string; readonly project?: string | null | undefined };

/** A query by the sender's own id. */
export interface MessageIdSelection {
  readonly by: 'messageId';
  readonly messageId: string;
  readonly userId: string;
  readonly project: string | null;
}

/** The two forms of a query. */
export type MessageSelection = { readonly by: 'traceId'; readonly traceId: string } | MessageIdSelection;

/** @throws MalformedError if the query has neither form. */
export function selectionOf({
  traceId,
  project,
  messageId,
  userId,
}: t.TypeOf<typeof MessageQuery>): MessageSelection {
  if (traceId !== null) return { by: 'traceId', traceId };
  if (messageId !== null && userId !== null) return { by: 'messageId', messageId, userId, project };
  throw malformed('', 'either traceId, or messageId and userId, must be given');
}
