import { decode, Log, Message } from '@memex/core/model';
import type { Kind } from '../config/kind.js';
import { type IndexedValues, indexedValuesOf } from './indexed-values.js';

export interface InProject {
  readonly project: string;
}

/** What the store knows of a kind of entries. */
export interface Model<T extends InProject> {
  readonly kind: Kind;
  /** @throws MalformedError */
  readonly decode: (input: unknown) => T;
  /** Names an entry: its last way of telling two entries of older indices apart. */
  readonly idField: keyof T & string;
  /** What is indexed of an entry beside its own fields. */
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
