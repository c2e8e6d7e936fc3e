import { promisify } from 'node:util';
import { gzip as gzipCallback } from 'node:zlib';
import { openPartialFile } from '@memex/adapter-files';
import type { AnalyticalStore } from '@memex/core';
import { exportUser, systemClock, throwIfAborted, type UserSummary } from '@memex/core/toolkit';
import type { UserOrder } from './user-order.js';
import { writeOut } from './write-stdout.js';

const compress = promisify(gzipCallback);

/** Writes what is kept of a user. A file appears under its name when it is complete. */
export async function writeUser(
  store: AnalyticalStore,
  { scope, path, gzip }: UserOrder,
  signal: AbortSignal,
): Promise<UserSummary> {
  const pack = async (lines: readonly string[]): Promise<Uint8Array> => {
    const bytes = Buffer.from(lines.join(''));
    return gzip && bytes.length > 0 ? compress(bytes) : bytes;
  };
  const lines = exportUser(store, scope, systemClock.now(), { signal });
  if (path === undefined) return writeAll(lines, async (some) => writeOut(await pack(some)), signal);
  const file = await openPartialFile(path);
  try {
    const summary = await writeAll(lines, async (some) => file.write(await pack(some)), signal);
    await file.commit();
    return summary;
  } catch (error) {
    await file.discard();
    throw error;
  }
}

/** Hands all lines on, and returns the summary. */
async function writeAll(
  lines: AsyncGenerator<readonly string[], UserSummary>,
  write: (lines: readonly string[]) => Promise<void>,
  signal: AbortSignal,
): Promise<UserSummary> {
  for (;;) {
    throwIfAborted({ signal });
    const next = await lines.next();
    if (next.done) return next.value;
    await write(next.value);
  }
}
