import type { ProjectScope } from '../entry/cursor-page.js';
import type { Projects } from '../entry/entry.js';
import { LOG_PARTITION, MESSAGE_PARTITION, partitionRange } from '../entry/partition.js';
import type { ByUser } from '../message/message-store.js';
import type { CallOptions } from '../port/call.js';
import type { Store } from '../store/store.js';
import { plusMicros } from '../time/instant.js';
import { foundOfUser } from './found-entries.js';
import type { FoundEntries } from './receipt.js';
import type { ReceiptBook } from './receipt-book.js';

type Stores = Pick<Store, 'messages' | 'logs'>;

/** Who asked, if a call does not tell. */
export const UNNAMED = 'unnamed';

/** Erases a user, and leaves a receipt. @param suppress - Refuses further messages of the user, if that is wanted. */
export async function eraseWithReceipt(
  { messages }: Stores,
  book: ReceiptBook,
  selector: ByUser,
  options: ProjectScope,
  suppress: () => Promise<void>,
): Promise<number> {
  const { userId, projects } = selector;
  const subject = {
    kind: 'erasure',
    userHash: await book.users.of(userId, options),
    projects: projects === 'all' ? null : [...projects],
    partition: null,
  } as const;
  const deletion = {
    subject,
    by: options.by ?? UNNAMED,
    find: () => foundOfUser(messages, { userId, projects }, options),
    work: async () => {
      await suppress();
      return messages.eraseUser(selector, options);
    },
  };
  const deleted = (await book.record(deletion, options)) ?? 0;
  // What was acknowledged while the receipt was completed must be gone too when the caller is told.
  return deleted + (await messages.eraseUser(selector, options));
}

/** Drops a partition, and leaves a receipt. Resolves with whether it existed. */
export async function dropWithReceipt(
  stores: Stores,
  book: ReceiptBook,
  name: string,
  drop: () => Promise<boolean>,
  options: ProjectScope,
): Promise<boolean> {
  const partition = partitionOf(stores, name);
  const total = await partition?.count('all', options);
  // It is empty, or does not exist.
  if (total === 0) return drop();
  let isDropped = false;
  const work = async (): Promise<number | null> => {
    isDropped = await drop();
    return isDropped ? (total ?? null) : 0;
  };
  const find = async () => (partition === undefined ? [] : foundIn(stores, partition, options));
  const subject = { kind: 'partition', userHash: null, projects: null, partition: name } as const;
  await book.record({ subject, by: options.by ?? UNNAMED, find, work }, options);
  return isDropped;
}

/** The entries of a month. */
interface Partition {
  readonly kind: 'messages' | 'logs';
  count(projects: Projects, options: CallOptions): Promise<number>;
}

/** `undefined` if it is none of a month: then nobody knows what is in it. */
function partitionOf(stores: Stores, name: string): Partition | undefined {
  for (const [kind, prefix] of PREFIXES) {
    const range = partitionRange(prefix, name);
    if (range === undefined) continue;
    const span = { from: range.from, to: plusMicros(range.before, -1) };
    return { kind, count: (projects, options) => stores[kind].count({ projects, ...span }, options) };
  }
  return undefined;
}

const PREFIXES = [
  ['messages', MESSAGE_PARTITION],
  ['logs', LOG_PARTITION],
] as const;

/** Only projects that have messages are looked at. */
async function foundIn(
  { messages }: Stores,
  { kind, count }: Partition,
  options: CallOptions,
): Promise<readonly FoundEntries[]> {
  const found: FoundEntries[] = [];
  for (const { project } of await messages.projects({ projects: 'all' }, options)) {
    const counted = await count([project], options);
    if (counted > 0) found.push({ project, messages: 0, logs: 0, [kind]: counted });
  }
  return found;
}
