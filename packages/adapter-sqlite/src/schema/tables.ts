import type { MessageType } from '@memex/core';
import type { SqlValue } from '../driver/driver.js';
import { hashOf } from './hash.js';

/** A searched field of the entries of a table. */
export interface SearchedField {
  /** Name in the JSON text. */
  readonly field: string;
  readonly column: string;
  readonly toColumn: (text: string | null) => SqlValue;
  /** Whether equal columns mean equal fields; if not, the field in the text is compared too. */
  readonly exact: boolean;
}

export interface Table {
  readonly name: TableName;
  /** In the order of the columns. */
  readonly fields: readonly SearchedField[];
}

export type TableName = 'messages' | 'logs';

const hashed = (field: string, column: string): SearchedField => ({
  field,
  column,
  toColumn: (text) => (text === null ? null : hashOf(text)),
  exact: false,
});

const TYPE_CODES: Readonly<Record<MessageType, number>> = { request: 0, response: 1, notification: 2 };
const typeCodes = new Map<string | null, number>(Object.entries(TYPE_CODES));

/** How each kind of entries is laid out: the one place that knows it beside the migrations. */
export const TABLES: Readonly<Record<TableName, Table>> = {
  messages: {
    name: 'messages',
    fields: [
      { field: 'type', column: 'type', toColumn: (text) => typeCodes.get(text) ?? -1, exact: true },
      hashed('channel', 'channel_h'),
      hashed('userId', 'user_h'),
      hashed('messageId', 'message_h'),
      hashed('conversationId', 'conversation_h'),
    ],
  },
  logs: {
    name: 'logs',
    fields: [hashed('component', 'component_h'), hashed('severity', 'severity_h')],
  },
};
