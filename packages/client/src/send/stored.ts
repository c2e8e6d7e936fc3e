import type { SealedBatch } from '../buffer/buffer.js';
import { answerError, type Transport } from '../http/fetch-api.js';
import { isPassingStatus } from '../http/passing.js';
import type { EntryKind } from '../model/errors.js';

/** How long a server keeps the key of a batch: 24 hours, but for an hour in which clocks may differ and answers be on their way. */
export const KEY_LIFE_MS = 23 * 3_600_000;

/** Entries asked for at once. */
const AT_ONCE = 8;

/**
 * Which entries of a batch a server has, by place. Entries are the same where their own ids, whose they are and their instants are.
 *
 * @throws AnswerError, UnreachableError where it cannot be asked now.
 */
export async function findStored(
  transport: Transport,
  { kind, entries }: SealedBatch,
  signal: AbortSignal,
): Promise<ReadonlySet<number>> {
  const found = new Set<number>();
  const places = entries.keys();
  const askInTurn = async (): Promise<void> => {
    for (const place of places) {
      const entry: unknown = JSON.parse(entries[place] ?? 'null');
      if (await isStored(transport, kind, entry, signal)) found.add(place);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, askInTurn));
  return found;
}

const ID_FIELD = { messages: 'messageId', logs: 'logId' } as const;
const FILTER_FIELD = { messages: 'userId', logs: 'component' } as const;

async function isStored(
  transport: Transport,
  kind: EntryKind,
  entry: unknown,
  signal: AbortSignal,
): Promise<boolean> {
  const field = (name: string): string => String(memberOf(entry, name));
  const query = new URLSearchParams({
    project: field('project'),
    fromTime: field('timestamp'),
    toTime: field('timestamp'),
    [FILTER_FIELD[kind]]: field(FILTER_FIELD[kind]),
    maxSize: '1000',
  });
  for (;;) {
    const request = { method: 'GET', path: `/${kind}?${query}` };
    const answer = await transport(request, signal);
    if (answer.status !== 200) {
      if (isPassingStatus(answer.status)) throw answerError(request, answer);
      return false; // What cannot be asked for is not stored either. Sent again, it becomes a dead letter.
    }
    const page: unknown = JSON.parse(answer.text);
    const id = field(ID_FIELD[kind]);
    if (Array.isArray(page) && page.some((stored) => memberOf(stored, ID_FIELD[kind]) === id)) return true;
    const cursor = answer.headers.get('x-next-cursor');
    if (cursor === null) return false;
    query.set('cursor', cursor);
  }
}

function memberOf(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  return Object.entries(value).find(([key]) => key === name)?.[1];
}
