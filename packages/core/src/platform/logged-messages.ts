import { type WalkedPage, walkPages } from '../async/walk-pages.js';
import { MAX_PAGE_SIZE } from '../codec/page-size.js';
import { InternalError } from '../errors/errors.js';
import { type Message, MessageType } from '../message/message.js';
import type { CallOptions } from '../port/call.js';
import { formatInstant, type Instant, instantOf, instantOfMillis, plusMicros } from '../time/instant.js';
import type { LoggedMessagesQuery } from './message-logger.js';

/** The query for one page. Its times are in UTC, without an offset. */
export interface LoggedPageQuery extends LoggedMessagesQuery {
  readonly maxSize: number;
  readonly cursor?: string | undefined;
}

/** A page from a logger. */
export interface LoggedPage {
  /** Oldest first. */
  readonly messages: readonly Message[];
  /** Where the next page begins. Absent on the last page, and always from a logger without cursors. */
  readonly cursor?: string | undefined;
}

export type ReadLoggedPage = (query: LoggedPageQuery, options: CallOptions) => Promise<LoggedPage>;

/** Messages in a page. */
const PAGE = 1_000;

/**
 * Yields all messages of a query, oldest first, each once, from any logger. If the logger gives cursors, it follows them. The
 * Python service gives none, so it is asked for one window of time after the other. That logger sees times in milliseconds, so
 * a window ends with a whole millisecond; and a page of it is full unless it is the last.
 *
 * @throws InternalError if a logger without cursors has more messages in one millisecond than it returns: 10,000 of each type.
 */
export function walkLoggedMessages(
  read: ReadLoggedPage,
  query: LoggedMessagesQuery,
  options: CallOptions = {},
): AsyncGenerator<Message, void> {
  const range = { from: instantOf(query.fromTime), to: instantOf(query.toTime) };
  return walkPages<Message, Place>(
    { by: 'time', from: range.from },
    (place, call) => readPage(read, query, range, place, call),
    options,
  );
}

/** Where a page begins. */
type Place =
  | { readonly by: 'time'; readonly from: Instant }
  | { readonly by: 'cursor'; readonly cursor: string };

interface Range {
  readonly from: Instant;
  readonly to: Instant;
}

async function readPage(
  read: ReadLoggedPage,
  query: LoggedMessagesQuery,
  { from, to }: Range,
  place: Place,
  options: CallOptions,
): Promise<WalkedPage<Message, Place>> {
  const begin = place.by === 'time' ? place.from : from;
  const asked = { ...query, fromTime: formatInstant(begin), toTime: formatInstant(to), maxSize: PAGE };
  const given = place.by === 'cursor' ? place.cursor : undefined;
  const { messages, cursor } = await read({ ...asked, cursor: given }, options);
  if (cursor !== undefined) return { items: messages, next: { by: 'cursor', cursor } };
  if (place.by === 'cursor') return { items: messages };
  if (messages.length < PAGE) return { items: inRange(messages, { from, to }) };
  return wholeMilliseconds(read, asked, messages, { from, to }, options);
}

/**
 * The messages of a full page, except those of its last millisecond, of which there may be more. The next window begins with
 * that millisecond.
 */
async function wholeMilliseconds(
  read: ReadLoggedPage,
  query: LoggedPageQuery,
  page: readonly Message[],
  range: Range,
  options: CallOptions,
): Promise<WalkedPage<Message, Place>> {
  const last = Math.max(...page.map(millisecondOf));
  const before = page.filter((message) => millisecondOf(message) < last);
  const from = instantOfMillis(last);
  if (before.length > 0) return { items: inRange(before, range), next: { by: 'time', from } };
  const to = plusMicros(from, MICROS_PER_MILLI - 1);
  const messages = await readMillisecond(read, { ...query, ...timesOf({ from, to }) }, options);
  const next = plusMicros(to, 1);
  return { items: inRange(messages, range), next: next > range.to ? undefined : { by: 'time', from: next } };
}

/** All messages of a millisecond with too many for one page: read with a larger page and, if that is full, type by type. */
async function readMillisecond(
  read: ReadLoggedPage,
  query: LoggedPageQuery,
  options: CallOptions,
): Promise<readonly Message[]> {
  const { messages } = await read({ ...query, maxSize: MAX_PAGE_SIZE }, options);
  if (messages.length < MAX_PAGE_SIZE) return messages;
  if (query.type !== undefined)
    throw new InternalError(
      `the logger gives no more than ${MAX_PAGE_SIZE} ${query.type} messages of ${query.fromTime}, and there may be more`,
    );
  const found: Message[] = [];
  for (const type of MessageType.labels)
    found.push(...(await readMillisecond(read, { ...query, type }, options)));
  return found;
}

const MICROS_PER_MILLI = 1_000;

function millisecondOf({ timestamp }: Message): number {
  return Math.floor(instantOf(timestamp) / MICROS_PER_MILLI);
}

function timesOf({ from, to }: Range): Pick<LoggedMessagesQuery, 'fromTime' | 'toTime'> {
  return { fromTime: formatInstant(from), toTime: formatInstant(to) };
}

/**
 * The messages in a range, in order. A logger with milliseconds also returns others, and those of one millisecond in any order.
 */
function inRange(messages: readonly Message[], { from, to }: Range): readonly Message[] {
  return messages
    .map((message) => ({ message, instant: instantOf(message.timestamp) }))
    .filter(({ instant }) => instant >= from && instant <= to)
    .sort((a, b) => a.instant - b.instant)
    .map(({ message }) => message);
}
