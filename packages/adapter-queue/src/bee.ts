import { setTimeout as sleep } from 'node:timers/promises';
import { isMemexError } from '@memex/core';
import BeeQueue from 'bee-queue';
import { buildCache } from 'bee-queue/lib/lua/index.js';
import type { RedisClient } from 'redis';
import type { Place } from './bee-client.js';
import { BeeClients, type ClientName } from './bee-clients.js';
import { type KeptJob, readKeptJob } from './job-text.js';
import type { Names } from './names.js';
import { needsReconnect, reasonOf, unavailable } from './redis-error.js';
import { settled } from './settled.js';

export type BeeJob = BeeQueue.Job<KeptJob['data']>;

/** Time without a heartbeat after which the process of a job counts as dead, in milliseconds. It is noticed within twice that time. */
export const STALL_TIMEOUT_MS = 4_000;

/** Delay before a retry after a failure, in milliseconds. */
const RETRY_DELAY_MS = 1_000;

export interface BeeOptions {
  readonly place: Place;
  readonly names: Names;
  readonly onError: (error: unknown) => void;
  /** Called with the id of a job whose text is missing or cannot be parsed. */
  readonly onBroken: (id: string) => Promise<void>;
}

/** A job that was taken, but whose text was not read yet. */
interface TakenId {
  readonly id: string;
  /** When it was taken, in milliseconds. */
  readonly at: number;
}

/**
 * A worker of `bee-queue` that never gives up. Its clients reconnect after any failure. If Redis refuses writes, all of them reconnect,
 * since they must use the same server.
 */
export class Bee extends BeeQueue<KeptJob['data']> {
  /** Of `bee-queue`: moves delayed jobs whose delay is over to the waiting ones. */
  declare readonly _activateDelayed: () => void;
  private readonly clients: BeeClients;

  constructor(private readonly setup: BeeOptions) {
    super(setup.names.beeName, {
      prefix: setup.names.beePrefix,
      autoConnect: false,
      ensureScripts: false,
      isWorker: true,
      activateDelayedJobs: true,
      getEvents: false,
      sendEvents: false,
      storeJobs: false,
      removeOnSuccess: true,
      stallInterval: STALL_TIMEOUT_MS,
      nearTermWindow: 30_000,
      delayedDebounce: 50,
    });
    this.clients = new BeeClients(setup.place, (error) => this.report(error));
    this.on('error', (error) => this.handleFailure(error));
  }

  /** Starts taking jobs. Retries until Redis accepts it, then resolves. */
  async work(concurrency: number, run: (job: BeeJob) => Promise<void>): Promise<void> {
    while (!this.paused) {
      try {
        void this.connect();
        await this.ready();
        await this.loadScripts();
        this.clients.get('client')?.on('ready', () => void this.resumeWork());
        this.process(concurrency, run);
        return;
      } catch (error) {
        this.handleFailure(error);
        this.clients.end();
        await sleep(RETRY_DELAY_MS);
      }
    }
  }

  /** Replaces all connections. Pending requests are sent again. */
  reconnect(): void {
    this.clients.reconnect();
  }

  /**
   * Closes the worker. If Redis is unavailable or silent, its connections are closed with commands pending.
   *
   * @param idle - Resolves when the running jobs have ended. It is awaited for at most `timeoutMs`.
   * @throws if the jobs took longer.
   */
  async end(idle: Promise<unknown>, timeoutMs: number = CLOSE_TIMEOUT_MS): Promise<void> {
    const closing = this.close(timeoutMs);
    try {
      await Promise.race([closing, idle.then(() => settled([closing], CLOSE_TIMEOUT_MS))]);
    } finally {
      this.clients.end();
    }
  }

  /** Overrides `bee-queue`, which does not count interrupted attempts. See {@link JobStore.requeueStalled}. */
  _doStalledJobCheck(): Promise<number> {
    return Promise.resolve(0);
  }

  /** Overrides `bee-queue`, whose client keeps unusable connections. */
  makeClient(name: ClientName): Promise<RedisClient> {
    const { client, ready } = this.clients.open(name);
    Reflect.set(this, name, client);
    return ready;
  }

  /**
   * Overrides `bee-queue`, which doubles its delay after each failure without a limit, and leaves a job active forever if it cannot parse its
   * text.
   */
  async _waitForJob(): Promise<BeeJob | null> {
    let taken: TakenId | undefined;
    for (;;) {
      try {
        taken ??= { id: await this.nextId(), at: performance.now() };
        const { id, at } = taken;
        const job = await this.readJob(id);
        taken = undefined;
        if (job === undefined) await this.setup.onBroken(id);
        // If reading took this long, the job counts as stalled and may already run elsewhere.
        else if (performance.now() - at < STALL_TIMEOUT_MS) return job;
      } catch (error) {
        if (this.paused) return null;
        this.handleFailure(error);
        await sleep(RETRY_DELAY_MS);
        if (taken !== undefined && performance.now() - taken.at >= STALL_TIMEOUT_MS) taken = undefined;
      }
    }
  }

  private nextId(): Promise<string> {
    const [waiting, active] = [this.setup.names.bee.waiting, this.setup.names.bee.active];
    return this.clients.ask('bclient', (client, done) => client.brpoplpush(waiting, active, 0, done));
  }

  private async readJob(id: string): Promise<BeeJob | undefined> {
    const text = await this.clients.ask<string | null>('client', (client, done) =>
      client.hget(this.setup.names.bee.jobs, id, done),
    );
    const kept = readKeptJob(text);
    if (kept === undefined) return undefined;
    const job = this.createJob(kept.data);
    job.id = id;
    Object.assign(job.options, kept.options);
    return job;
  }

  /** After a reconnect: the server may not have the scripts, and delays may have ended meanwhile. */
  private async resumeWork(): Promise<void> {
    try {
      await this.loadScripts();
      this._activateDelayed();
    } catch (error) {
      this.handleFailure(error);
    }
  }

  private loadScripts(): Promise<unknown> {
    return buildCache(this.clients.get('client'));
  }

  private handleFailure(error: unknown): void {
    this.report(error);
    if (needsReconnect(error)) this.reconnect();
  }

  private report(error: unknown): void {
    this.setup.onError(isMemexError(error) ? error : unavailable(reasonOf(error), error));
  }
}

/** How long closing waits for Redis to record results, in milliseconds. A job whose result is not recorded runs again elsewhere. */
const CLOSE_TIMEOUT_MS = 2_000;
