import { EventEmitter } from 'node:events';
import BeeQueue from 'bee-queue';
import { buildCache } from 'bee-queue/lib/lua/index.js';
import type { Names } from './names.js';
import { settled } from './redis.js';

export type BeeJob = BeeQueue.Job<unknown>;

/** After how long without a sign of life a job's process counts as dead, in milliseconds; noticed within twice this time. */
export const STALL_MILLIS = 4_000;

const LONGEST_RECONNECT_MILLIS = 1_000;

export interface BeeOptions {
  readonly url: string;
  readonly names: Names;
  readonly onError: (error: unknown) => void;
  /** Has the jobs of processes that ended wait again; resolves with how many. Never rejects. */
  readonly resume: () => Promise<number>;
  /** Whether it shall not connect again: a connection that is tried for ever would keep the process alive. */
  readonly isStopping: () => boolean;
}

/**
 * A worker of `bee-queue`. It is given plain options, since it takes an ioredis client for an options object, and always a way to
 * reconnect, since without one an absent Redis ends the process. While Redis is away it waits.
 */
export class Bee extends BeeQueue<unknown> {
  private readonly resume: () => Promise<number>;

  constructor({ url, names, onError, resume, isStopping }: BeeOptions) {
    super(names.beeName, {
      prefix: names.beePrefix,
      redis: {
        url,
        enable_offline_queue: true,
        retry_strategy: ({ attempt }: { readonly attempt: number }) =>
          isStopping() ? undefined : Math.min(attempt * 100, LONGEST_RECONNECT_MILLIS),
      },
      isWorker: true,
      activateDelayedJobs: true,
      getEvents: false,
      sendEvents: false,
      storeJobs: false,
      removeOnSuccess: true,
      stallInterval: STALL_MILLIS,
      nearTermWindow: 30_000,
      delayedDebounce: 50,
    });
    this.resume = resume;
    this.on('error', onError);
    this.ready().then(() => keepScripts(this, onError), onError);
  }

  /** In place of the check of `bee-queue`, which forgets starts that were interrupted. */
  _doStalledJobCheck(): Promise<number> {
    return this.resume();
  }
}

/** Loads the scripts again whenever the connection is back: a restarted Redis has forgotten them, and every call would fail. */
function keepScripts(bee: Bee, onError: (error: unknown) => void): void {
  const client: unknown = Reflect.get(bee, 'client');
  if (client instanceof EventEmitter) client.on('ready', () => buildCache(client).catch(onError));
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
  idle: Promise<unknown>,
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
