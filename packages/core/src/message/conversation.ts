import type * as t from 'io-ts';
import { identifier, quantity, text } from '../codec/leaf.js';
import { record, required } from '../codec/record.js';
import { timestamp } from '../codec/timestamp.js';

/**
 * A conversation, as some of its messages tell it: those that a query selects. `userId` and `channel` are those of the newest of
 * them, `firstTime` and `lastTime` the times of the earliest and the newest in UTC, `messages` their number, and `fallbacks` how
 * many different message ids requests have among them that the application did not understand (the count `dialogue.fallback`).
 */
export const Conversation = record('Conversation', {
  conversationId: required(identifier),
  userId: required(identifier),
  channel: required(text),
  firstTime: required(timestamp),
  lastTime: required(timestamp),
  messages: required(quantity),
  fallbacks: required(quantity),
});
export type Conversation = t.TypeOf<typeof Conversation>;
