import { EventEmitter } from 'node:events';
import BeeQueue from 'bee-queue';
import { buildCache } from 'bee-queue/lib/lua/index.js';
import type { Names } from './names.js';
import { settled } from './redis.js';

export type Bee = BeeQueue<unknown>;
export type BeeJob = BeeQueue.Job<unknown>;

/** After how long without a sign of life a job's process counts as dead, in milliseconds; noticed within twice this time. */
export const STALL_MILLIS = 4_000;

const LONGEST_RECONNECT_MILLIS = 1_000;

export interface BeeOptions {
  readonly url: string;
  readonly names: Names;
  readonly role: 'producer' | 'worker';
  readonly onError: (error: unknown) => void;
  /** Whether it shall not connect again: a connection that is tried for ever would keep the process alive. */
  readonly isStopping: () => boolean;
}

/**
 * A connection of `bee-queue`. It is given plain options, since it takes an ioredis client for an options object, and always a way to
 * reconnect, since without one an absent Redis ends the process. Producers fail at once while Redis is away; workers wait.
 */
export function createBee({ url, names, role, onError, isStopping }: BeeOptions): Bee {
  const bee: Bee = new BeeQueue(names.beeName, {
    prefix: names.beePrefix,
    redis: {
      url,
      enable_offline_queue: role === 'worker',
      retry_strategy: ({ attempt }: { readonly attempt: number }) =>
        isStopping() ? undefined : Math.min(attempt * 100, LONGEST_RECONNECT_MILLIS),
    },
    isWorker: role === 'worker',
    activateDelayedJobs: role === 'worker',
    getEvents: false,
    sendEvents: false,
    storeJobs: false,
    removeOnSuccess: true,
    stallInterval: STALL_MILLIS,
    nearTermWindow: 30_000,
    delayedDebounce: 50,
  });
  bee.on('error', onError);
  bee.ready().then(() => keepScripts(bee, onError), onError);
  return bee;
}

/** Loads the scripts again whenever the connection is back: a restarted Redis has forgotten them, and every call would fail. */
function keepScripts(bee: Bee, onError: (error: unknown) => void): void {
  const client: unknown = Reflect.get(bee, 'client');
  if (client instanceof EventEmitter) client.on('ready', () => loadScripts(bee).catch(onError));
}

/** How long closing waits for Redis to note what was done, in milliseconds; what is not noted is started again, by another. */
const NOTE_MILLIS = 2_000;

/**
 * Closes it. Redis may be away or silent: then its connections are ended, whatever they wait for.
 *
 * @param idle - Resolves when its jobs have ended; waited for as long as `longestMillis`.
 * @throws where the jobs took longer.
 */
export async function closeBee(
  bee: Bee,
  idle: Promise<unknown> = Promise.resolve(),
  longestMillis: number = NOTE_MILLIS,
): Promise<void> {
  const closing = bee.close(longestMillis);
  try {
    await Promise.race([closing, idle.then(() => settled([closing], NOTE_MILLIS))]);
  } finally {
    const client: unknown = Reflect.get(bee, 'client');
    if (client instanceof EventEmitter && 'end' in client && typeof client.end === 'function')
      Reflect.apply(client.end, client, [true]);
  }
}

export async function loadScripts(bee: Bee): Promise<void> {
  await buildCache(Reflect.get(bee, 'client'));
}

export function isScriptMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'NOSCRIPT';
}
