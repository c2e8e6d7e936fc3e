import type { ConversationPlace } from '@memex/core/toolkit';
import type { FieldValues } from './entries.js';

/** Selects the messages that conversations are told by. */
export interface ConversationSelection {
  readonly project: string;
  /** Instants, both inclusive. */
  readonly from: number;
  readonly to: number;
  readonly fields: FieldValues;
  /** What the fields of a fallback are. */
  readonly fallback: FieldValues;
  /** Whether to leave out conversations without a fallback. */
  readonly onlyFallbacks: boolean;
  /** What the fields of a message are that each conversation must have. Of columns; without any, each has one. */
  readonly wanted: FieldValues;
  /** The language of that message, which no column has. */
  readonly language: string | undefined;
}

export interface ConversationsInput {
  readonly selection: ConversationSelection;
  /** The maximum number of conversations. */
  readonly limit: number;
  /** About how many messages to look at. */
  readonly maxLooked: number;
  readonly after?: ConversationPlace | undefined;
}

/** A part of a page, as it was in one state of the file. */
export interface ConversationsPart {
  readonly rows: readonly ConversationRow[];
  /** About how many messages were looked at. A large text counts like many. */
  readonly looked: number;
  /** The place after which more may follow; `undefined` at the end. */
  readonly next: ConversationPlace | undefined;
}

export interface ConversationRow {
  readonly conversationId: string;
  readonly userId: string;
  readonly channel: string;
  readonly firstAt: number;
  readonly lastAt: number;
  readonly messages: number;
  readonly fallbacks: number;
}
