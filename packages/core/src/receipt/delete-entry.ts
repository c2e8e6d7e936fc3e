import type { ProjectScope } from '../entry/cursor-page.js';
import type { Projects, StoredEntry } from '../entry/entry.js';
import type { ByTraceId } from '../entry/entry-store.js';
import type { LogStore } from '../log/log-store.js';
import { readLog } from '../log/read-log.js';
import type { ByMessageId, MessageStore } from '../message/message-store.js';
import { readMessage } from '../message/read-message.js';
import type { FoundEntries } from './receipt.js';
import type { ReceiptBook } from './receipt-book.js';
import { UNNAMED } from './receipted.js';

/** Deletes a message by its trace id, and leaves a receipt if there is one. Resolves with whether there was. */
export async function deleteMessage(
  messages: MessageStore,
  book: ReceiptBook,
  selector: ByTraceId,
  options: ProjectScope,
): Promise<boolean> {
  const entry = await messages.find(selector, options);
  const userHash = entry === undefined ? null : await book.users.of(readMessage(entry).userId, options);
  const found = entry === undefined ? [] : [oneMessage(entry)];
  const work = () => messages.delete(selector, options);
  return recordOne(book, { kind: 'message', userHash, selector, found, work }, options);
}

/** Deletes a log by its trace id, and leaves a receipt if there is one. Resolves with whether there was. */
export async function deleteLog(
  logs: LogStore,
  book: ReceiptBook,
  selector: ByTraceId,
  options: ProjectScope,
): Promise<boolean> {
  const entry = await logs.find(selector, options);
  const found = entry === undefined ? [] : [{ project: readLog(entry).project, messages: 0, logs: 1 }];
  const work = () => logs.delete(selector, options);
  return recordOne(book, { kind: 'log', userHash: null, selector, found, work }, options);
}

/**
 * Deletes all messages of a user with an id that the sender gave, and leaves a receipt, also if there is none: a store may not show yet what was
 * acknowledged in the last second, but deletes it.
 */
export async function deleteMessagesById(
  messages: MessageStore,
  book: ReceiptBook,
  selector: ByMessageId,
  options: ProjectScope,
): Promise<void> {
  const { messageId, userId, projects } = selector;
  const key = await book.users.of(`message ${JSON.stringify([messageId, userId, projects])}`, options);
  const userHash = await book.users.of(userId, options);
  const subject = { kind: 'message', userHash, projects: namesOf(projects), partition: null } as const;
  const find = async () => {
    const newest = await messages.findNewest(selector, options);
    return newest === undefined ? [] : [oneMessage(newest)];
  };
  const work = () => messages.deleteAll(selector, options);
  await book.record({ subject, key, by: options.by ?? UNNAMED, find, work }, options);
}

interface One {
  readonly kind: 'message' | 'log';
  readonly userHash: string | null;
  readonly selector: ByTraceId;
  readonly found: readonly FoundEntries[];
  readonly work: () => Promise<boolean>;
}

async function recordOne(
  book: ReceiptBook,
  { kind, userHash, selector: { traceId, projects }, found, work }: One,
  options: ProjectScope,
): Promise<boolean> {
  // A trace id is no secret, and that of an imported message is made of the user's id.
  const key = await book.users.of(`${kind} ${traceId}`, options);
  // Nothing is there, but an earlier attempt may have ended between the deletion and the receipt.
  if (found.length === 0 && !(await book.isBegun(key, options))) return false;
  const subject = { kind, userHash, projects: namesOf(projects), partition: null } as const;
  const deletion = {
    subject,
    key,
    by: options.by ?? UNNAMED,
    find: async () => found,
    work: async () => ((await work()) ? 1 : 0),
  };
  return (await book.record(deletion, options)) === 1;
}

function oneMessage(entry: StoredEntry): FoundEntries {
  return { project: readMessage(entry).project, messages: 1, logs: 0 };
}

function namesOf(projects: Projects): readonly string[] | null {
  return projects === 'all' ? null : projects;
}
