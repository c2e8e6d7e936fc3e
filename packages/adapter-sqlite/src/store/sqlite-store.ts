import type { AnalyticalStore } from '@memex/core';
import type { Clock, Startable } from '@memex/core/ports';
import { startAll, stopAll, systemClock } from '@memex/core/toolkit';
import { OpenFile } from '../client/open-file.js';
import { Lane, type LaneLimits } from '../client/worker-client.js';
import { SqliteAnalysis } from './sqlite-analysis.js';
import { SqliteAnalytics } from './sqlite-analytics.js';
import { SqliteLogs } from './sqlite-logs.js';
import { SqliteMessages } from './sqlite-messages.js';
import { SqliteProbe } from './sqlite-probe.js';
import { storeFileIn } from './store-file.js';
import { type Lanes, REQUEST_WEIGHT } from './store-workers.js';

export interface SqliteStoreOptions {
  /** The folder that holds the database; it is made where it is missing. Several processes may use one. */
  readonly path: string;
  /** What the age of idempotency keys is told by. */
  readonly clock?: Clock;
  /** Most characters of texts that wait to be written; past that, writes are refused with `UnavailableError`. 64 Mi where absent. */
  readonly waitingCharacters?: number;
}

const MEBI = 1024 * 1024;

/**
 * A store in one SQLite file, on disk, without a server. What it acknowledged survives the end of the process and of the machine.
 *
 * `start` fails with `InternalError` where the file was written by a newer version or is no database of Memex, and with
 * `UnavailableError` where it cannot be opened or another process holds it locked.
 */
export function createSqliteStore({
  path,
  clock = systemClock,
  waitingCharacters = 64 * MEBI,
}: SqliteStoreOptions): AnalyticalStore {
  const file = storeFileIn(path);
  const limits: LaneLimits = { waiting: waitingCharacters, inFlight: 16 * MEBI };
  // Pages and measures take long: a call that nobody waits for any more is better not sent.
  const fewLimits: LaneLimits = { ...limits, inFlight: 2 * REQUEST_WEIGHT };
  const openFile = new OpenFile();
  const lanes: Lanes = {
    write: new Lane({ role: 'writer', file }, limits, openFile),
    // What nobody asks for takes neither time at the start nor memory.
    find: new Lane({ role: 'reader', file }, limits, openFile, 'at the first call'),
    page: new Lane({ role: 'reader', file }, fewLimits, openFile, 'at the first call'),
    measure: new Lane({ role: 'measurer', file }, fewLimits, openFile, 'at the first call'),
  };
  const check: Lanes['find'] = new Lane({ role: 'reader', file }, fewLimits, openFile, 'at the first call');
  // The writer makes the file, and closes it last.
  const parts = [lanes.write, together([lanes.find, lanes.page, lanes.measure, check])];
  const probe = new SqliteProbe({ lanes, check, openFile, path, file });
  return {
    messages: new SqliteMessages(lanes, clock),
    logs: new SqliteLogs(lanes, clock),
    analysis: new SqliteAnalysis(lanes),
    analytics: new SqliteAnalytics(lanes),
    start: () => startAll(parts),
    stop: () => stopAll(parts),
    identity: async (options) => {
      const { identity = '' } = await lanes.find.call({ op: 'identity' }, 1, options);
      return identity;
    },
    probe: (options) => probe.probe(options),
  };
}

/** Starts all at once; when one fails, stops the others. */
function together(parts: readonly Startable[]): Startable {
  const stop = async (): Promise<void> => {
    await Promise.all(parts.map((part) => part.stop()));
  };
  const start = async (): Promise<void> => {
    const outcomes = await Promise.allSettled(parts.map((part) => part.start()));
    const failed = outcomes.find((outcome) => outcome.status === 'rejected');
    if (failed === undefined) return;
    await stop();
    throw failed.reason;
  };
  return { start, stop };
}
