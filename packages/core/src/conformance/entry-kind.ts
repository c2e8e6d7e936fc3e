import type { NewEntry, Projects } from '../entry/entry.js';
import type { EntryStore } from '../entry/entry-store.js';
import { LOG_PARTITION, MESSAGE_PARTITION } from '../entry/partition.js';
import type { Log } from '../log/log.js';
import type { Message } from '../message/message.js';
import type { Store } from '../store/store.js';
import type { Instant } from '../time/instant.js';
import { logEntry, messageEntry } from './samples.js';

interface Range {
  readonly projects: Projects;
  readonly from?: Instant | undefined;
  readonly to?: Instant | undefined;
}

interface SampleFields {
  readonly project: string;
  readonly timestamp?: string;
  readonly metadata?: Readonly<Record<string, string>>;
}

/** How the cases that messages and logs share access one of the two. */
export interface EntryKind<T> {
  readonly name: string;
  readonly partitionPrefix: string;
  readonly entriesOf: (store: Store) => EntryStore<T, Range>;
  readonly sample: (fields: SampleFields) => NewEntry<T>;
}

export const MESSAGES: EntryKind<Message> = {
  name: 'messages',
  partitionPrefix: MESSAGE_PARTITION,
  entriesOf: (store) => store.messages,
  sample: messageEntry,
};

export const LOGS: EntryKind<Log> = {
  name: 'logs',
  partitionPrefix: LOG_PARTITION,
  entriesOf: (store) => store.logs,
  sample: logEntry,
};
