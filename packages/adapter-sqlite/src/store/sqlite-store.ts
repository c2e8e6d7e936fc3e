import type { AnalyticalStore } from '@memex/core';
import type { Clock, Startable } from '@memex/core/ports';
import { startAll, stopAll, systemClock } from '@memex/core/toolkit';
import { OpenFile } from '../client/open-file.js';
import { WorkerClient, type WorkerClientLimits } from '../client/worker-client.js';
import { SqliteAnalysis } from './sqlite-analysis.js';
import { SqliteAnalytics } from './sqlite-analytics.js';
import { SqliteKeyValues } from './sqlite-key-values.js';
import { SqliteLogs } from './sqlite-logs.js';
import { SqliteMessages } from './sqlite-messages.js';
import { SqliteProbe } from './sqlite-probe.js';
import { storeFileIn } from './store-file.js';
import { REQUEST_WEIGHT, type StoreWorkers } from './store-workers.js';

export interface SqliteStoreOptions {
  /** The folder of the database. It is created if missing. Several processes may share it. */
  readonly path: string;
  /** Determines the age of idempotency keys. The system clock by default. */
  readonly clock?: Clock;
  /** How many characters of text may wait to be written. Past it, writes are refused with `UnavailableError`. 64 Mi by default. */
  readonly waitingCharacters?: number;
  /**
   * How many bytes of memory analyses may take for columns. A million messages take 70 to 200 MB of it. Analyses that need more are slower,
   * not wrong. While many columns are read, each thread that helps takes some 30 MB more. 256 MiB by default; 0: none.
   */
  readonly columnBytes?: number;
}

const MEBI = 1024 * 1024;

/**
 * A store in one SQLite file, on disk, without a server. What it acknowledges survives the end of the process and of the machine.
 *
 * `start` fails with `InternalError` if the file was written by a newer version or is not a Memex database, and with
 * `UnavailableError` if it cannot be opened or another process holds it locked.
 */
export function createSqliteStore({
  path,
  clock = systemClock,
  waitingCharacters = 64 * MEBI,
  columnBytes = 256 * MEBI,
}: SqliteStoreOptions): AnalyticalStore {
  const file = storeFileIn(path);
  const limits: WorkerClientLimits = { waiting: waitingCharacters, inFlight: 16 * MEBI };
  // Pages and analyses are slow. With few in flight, most of those that are aborted are never sent.
  const fewInFlight: WorkerClientLimits = { ...limits, inFlight: 2 * REQUEST_WEIGHT };
  const openFile = new OpenFile();
  const workers: StoreWorkers = {
    write: new WorkerClient({ role: 'writer', file }, limits, openFile),
    // Started when first needed: it saves time at the start, and memory.
    find: new WorkerClient({ role: 'reader', file }, limits, openFile, 'at the first call'),
    page: new WorkerClient({ role: 'reader', file }, fewInFlight, openFile, 'at the first call'),
    measure: new WorkerClient(
      { role: 'measurer', file, columnBytes },
      fewInFlight,
      openFile,
      'at the first call',
    ),
  };
  const check = new WorkerClient({ role: 'reader', file }, fewInFlight, openFile, 'at the first call');
  // The writer creates the file, and closes it last.
  const parts = [workers.write, inParallel([workers.find, workers.page, workers.measure, check])];
  const probe = new SqliteProbe({ workers, check, openFile, path, file });
  return {
    messages: new SqliteMessages(workers, clock),
    logs: new SqliteLogs(workers, clock),
    keyValues: new SqliteKeyValues(workers),
    analysis: new SqliteAnalysis(workers),
    analytics: new SqliteAnalytics(workers),
    start: () => startAll(parts),
    stop: () => stopAll(parts),
    size: (options) => workers.find.call({ op: 'size' }, 1, options),
    identity: (options) => workers.find.call({ op: 'identity' }, 1, options),
    probe: (options) => probe.probe(options),
  };
}

/** Starts all at once. If one fails, stops the others. */
function inParallel(parts: readonly Startable[]): Startable {
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
