import type { Log, Message } from '@memex/core';

/** A conversation, and its messages in the window. */
export interface ConversationRow {
  readonly conversationId: string;
  readonly userId: string;
  readonly channel: string;
  readonly lastTime: string;
  readonly messages: number;
  readonly fallbacks: number;
}

/** A conversation from its first message on, and what was logged in the same minutes. */
export interface ChatData {
  readonly messages: readonly Message[];
  /** Whether it has more messages. */
  readonly isCut: boolean;
  readonly logs: readonly Log[];
}
