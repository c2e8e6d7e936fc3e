import type { Message, MessageType } from '@memex/core/model';
import type { IdentityField } from '@memex/core/ports';
import type { SqlValue } from '../driver/driver.js';
import { hashOf } from './hash.js';

/** A field by which the entries of a table can be searched. */
export interface SearchedField {
  /** Dotted path in the JSON text. */
  readonly field: string;
  readonly column: string;
  readonly toColumn: (text: string | null) => SqlValue;
  /**
   * For a closed set of texts, the number that the column holds for each. Without codes the column holds a hash, so look-ups compare the
   * field in the text too.
   */
  readonly codes?: ReadonlyMap<string, number>;
}

export interface Table {
  readonly name: TableName;
  /** In the order of the columns. */
  readonly fields: readonly SearchedField[];
  /** The users and conversations that an entry belongs to. */
  readonly identities: readonly Identity[];
}

export type TableName = 'messages' | 'logs';

const hashed = (field: string, column: string): SearchedField => ({
  field,
  column,
  toColumn: (text) => (text === null ? null : hashOf(text)),
});

/** @param codes - They are stored in files, so they must never change. */
function coded(field: string, column: string, codes: Readonly<Record<string, number>>): SearchedField {
  const known = new Map(Object.entries(codes));
  return {
    field,
    column,
    codes: known,
    toColumn: (text) => (text === null ? null : (known.get(text) ?? -1)),
  };
}

/** They are stored in files, so they must never change. */
export const TYPE_CODES: Readonly<Record<MessageType, number>> = { request: 0, response: 1, notification: 2 };

const CONTENT_CODES: Readonly<Record<NonNullable<Message['content']>['type'], number>> = {
  text: 0,
  action: 1,
  attachment: 2,
  location: 3,
  multiaction: 4,
  carousel: 5,
  firstName: 6,
  lastName: 7,
  profilePic: 8,
  locale: 9,
  timezone: 10,
  gender: 11,
  isPaymentEnable: 12,
  userId: 13,
};

/** How users and conversations are tracked over time. */
export interface Identity {
  /** The value of the column `kind` in `first_seen`. */
  readonly kind: number;
  readonly column: string;
  /** The index that has the messages of each one in the order of time. */
  readonly index: string;
}

export const IDENTITIES: Readonly<Record<IdentityField, Identity>> = {
  userId: { kind: 0, column: 'user_h', index: 'messages_by_user' },
  conversationId: { kind: 1, column: 'conversation_h', index: 'messages_by_conversation' },
};

/** The columns of each table. Only the migrations know them too. */
export const TABLES: Readonly<Record<TableName, Table>> = {
  messages: {
    name: 'messages',
    fields: [
      coded('type', 'type', TYPE_CODES),
      hashed('channel', 'channel_h'),
      hashed('userId', 'user_h'),
      hashed('messageId', 'message_h'),
      hashed('conversationId', 'conversation_h'),
      coded('content.type', 'content_type', CONTENT_CODES),
      hashed('intent.name', 'intent_h'),
      hashed('domain', 'domain_h'),
    ],
    identities: Object.values(IDENTITIES),
  },
  logs: {
    name: 'logs',
    fields: [hashed('component', 'component_h'), hashed('severity', 'severity_h')],
    identities: [],
  },
};
