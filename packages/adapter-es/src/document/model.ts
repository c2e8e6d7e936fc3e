import { decode, Log, Message } from '@memex/core/model';
import type { Kind } from '../config/kind.js';
import { type IndexedValues, indexedValuesOf } from './indexed-values.js';

export interface InProject {
  readonly project: string;
}

/** What the store needs to know about a kind of entry. */
export interface Model<T extends InProject> {
  readonly kind: Kind;
  /** @throws MalformedError */
  readonly decode: (input: unknown) => T;
  /** The entry's own id. It is the last key that tells two entries of older indices apart. */
  readonly idField: keyof T & string;
  /** Values that are indexed in addition to the entry's own fields. */
  readonly indexedValuesOf: (value: T) => Partial<IndexedValues>;
}

export const MESSAGES: Model<Message> = {
  kind: 'message',
  decode: (input) => decode(Message, input),
  idField: 'messageId',
  indexedValuesOf,
};

export const LOGS: Model<Log> = {
  kind: 'logging',
  decode: (input) => decode(Log, input),
  idField: 'logId',
  indexedValuesOf: () => ({}),
};
