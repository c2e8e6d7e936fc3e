import { malformed } from '../errors/malformed.js';
import { type CallOptions, throwIfAborted } from '../port/call.js';
import type { Instant } from '../time/instant.js';
import { parseDumpDate } from './dump-date.js';

/** A row of a dump: the update of a user's profile, or a failed update. */
export interface DumpRow {
  /** The column `wenet_id`. */
  readonly userId: string;
  /** The column `last_update` or `failure_datetime`, as in the file. */
  readonly date: string;
  /** The place of the row, for errors: the file as the user named it, and the line where the row begins, from 1. */
  readonly file: string;
  readonly line: number;
}

/** The users in dumps. */
export interface DumpedUsers {
  /** Everyone in a dump. */
  readonly ever: ReadonlySet<string>;
  /** Those with a date in the window, in the order of the dumps. */
  readonly inWindow: ReadonlySet<string>;
}

/** A window of time. An absent end is open. */
export interface DumpWindow {
  readonly from?: Instant | undefined;
  readonly to?: Instant | undefined;
}

/** Reads dumps one after the other. @throws MalformedError if a row has no id or an unreadable date. */
export async function readDumps(
  dumps: readonly AsyncIterable<DumpRow>[],
  { from, to }: DumpWindow,
  options: CallOptions,
): Promise<DumpedUsers> {
  const ever = new Set<string>();
  const inWindow = new Set<string>();
  for (const rows of dumps) {
    for await (const row of rows) {
      throwIfAborted(options);
      const date = dateOf(row);
      ever.add(row.userId);
      if ((from === undefined || date >= from) && (to === undefined || date <= to)) inWindow.add(row.userId);
    }
  }
  return { ever, inWindow };
}

function dateOf({ userId, date, file, line }: DumpRow): Instant {
  if (userId === '') throw malformed(`${file}:${line}`, 'has no id of a user');
  const instant = parseDumpDate(date);
  if (instant === undefined) throw malformed(`${file}:${line}`, 'has a date that cannot be read');
  return instant;
}
