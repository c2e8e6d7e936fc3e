import { setTimeout as sleep } from 'node:timers/promises';
import { isMemexError } from '@memex/core';
import BeeQueue from 'bee-queue';
import { buildCache } from 'bee-queue/lib/lua/index.js';
import type { RedisClient } from 'redis';
import { type BeeClient, createBeeClient } from './bee-client.js';
import { type KeptJob, readKeptJob } from './job-text.js';
import type { Names } from './names.js';
import { callsForReconnecting, reasonOf, unavailable } from './redis-error.js';
import { settled } from './settled.js';

export type BeeJob = BeeQueue.Job<KeptJob['data']>;

/** After how long without a sign of life a job's process counts as dead, in milliseconds; noticed within twice this time. */
export const STALL_MS = 4_000;

/** How long it waits after a failure before it tries again, and connects anew at most once in, in milliseconds. */
const RETRY_DELAY_MS = 1_000;

export interface BeeOptions {
  readonly url: string;
  readonly names: Names;
  readonly onError: (error: unknown) => void;
  /** Looks after a job whose text cannot be read, or is not there. */
  readonly onBroken: (id: string) => Promise<void>;
}

/** A job that is active from here on, but not read yet. */
interface TakenId {
  readonly id: string;
  /** In milliseconds. */
  readonly at: number;
}

/** Clients of a worker: for commands, for the one that waits for jobs, and for what is told of earlier delays. */
type ClientName = 'client' | 'bclient' | 'eclient';

/**
 * A worker of `bee-queue` that never gives up: its clients connect again whatever ended their connections, and all of them where Redis
 * answers that it takes no writes, since they must be at one server.
 */
export class Bee extends BeeQueue<KeptJob['data']> {
  /** Of `bee-queue`: has the delayed jobs wait whose delays are over. */
  declare readonly _activateDelayed: () => void;
  private readonly clients = new Map<ClientName, BeeClient>();
  private reconnectedAt = Number.NEGATIVE_INFINITY;

  constructor(private readonly parts: BeeOptions) {
    super(parts.names.beeName, {
      prefix: parts.names.beePrefix,
      autoConnect: false,
      ensureScripts: false,
      isWorker: true,
      activateDelayedJobs: true,
      getEvents: false,
      sendEvents: false,
      storeJobs: false,
      removeOnSuccess: true,
      stallInterval: STALL_MS,
      nearTermWindow: 30_000,
      delayedDebounce: 50,
    });
    this.on('error', (error) => this.failed(error));
  }

  /** Begins to take jobs as soon as Redis lets it; resolves then. */
  async work(concurrency: number, run: (job: BeeJob) => Promise<void>): Promise<void> {
    while (!this.paused) {
      try {
        void this.connect();
        await this.ready();
        await this.loadScripts();
        this.clients.get('client')?.client.on('ready', () => void this.resumeWork());
        this.process(concurrency, run);
        return;
      } catch (error) {
        this.failed(error);
        this.endClients();
        await sleep(RETRY_DELAY_MS);
      }
    }
  }

  /** Makes its connections anew: what it waits for is asked for again. */
  reconnect(): void {
    const now = performance.now();
    if (now - this.reconnectedAt < RETRY_DELAY_MS) return;
    this.reconnectedAt = now;
    for (const { reconnect } of this.clients.values()) reconnect();
  }

  /**
   * Closes it. Redis may be away or silent: then its connections are ended, whatever they wait for.
   *
   * @param idle - Resolves when its jobs have ended; waited for as long as `longestMillis`.
   * @throws where the jobs took longer.
   */
  async end(idle: Promise<unknown>, longestMillis: number = NOTE_MS): Promise<void> {
    const closing = this.close(longestMillis);
    try {
      await Promise.race([closing, idle.then(() => settled([closing], NOTE_MS))]);
    } finally {
      this.endClients();
    }
  }

  /** In place of the one of `bee-queue`, which forgets starts that were interrupted: {@link JobStore.resume}. */
  _doStalledJobCheck(): Promise<number> {
    return Promise.resolve(0);
  }

  /** In place of the one of `bee-queue`, whose client keeps a connection that cannot be used. */
  makeClient(name: ClientName): Promise<RedisClient> {
    const made = createBeeClient(this.parts.url, (error) => this.tell(error));
    this.clients.set(name, made);
    Reflect.set(this, name, made.client);
    return made.ready;
  }

  /**
   * In place of the one of `bee-queue`, which waits twice as long after each failure, without an end, and leaves a job active for ever whose
   * text it cannot read.
   */
  async _waitForJob(): Promise<BeeJob | null> {
    let taken: TakenId | undefined;
    for (;;) {
      try {
        taken ??= { id: await this.nextId(), at: performance.now() };
        const { id, at } = taken;
        const job = await this.readJob(id);
        taken = undefined;
        if (job === undefined) await this.parts.onBroken(id);
        // One that could not be read for so long is handed out again: it may run elsewhere.
        else if (performance.now() - at < STALL_MS) return job;
      } catch (error) {
        if (this.paused) return null;
        this.failed(error);
        await sleep(RETRY_DELAY_MS);
        if (taken !== undefined && performance.now() - taken.at >= STALL_MS) taken = undefined;
      }
    }
  }

  private nextId(): Promise<string> {
    const [waiting, active] = [this.parts.names.bee.waiting, this.parts.names.bee.active];
    return this.ask('bclient', (client, done) => client.brpoplpush(waiting, active, 0, done));
  }

  private async readJob(id: string): Promise<BeeJob | undefined> {
    const text = await this.ask<string | null>('client', (client, done) =>
      client.hget(this.parts.names.bee.jobs, id, done),
    );
    const kept = readKeptJob(text);
    if (kept === undefined) return undefined;
    const job = this.createJob(kept.data);
    job.id = id;
    Object.assign(job.options, kept.options);
    return job;
  }

  private ask<A>(
    name: ClientName,
    send: (client: RedisClient, done: (error: Error | null, answer: A) => void) => void,
  ): Promise<A> {
    return new Promise((resolve, reject) => {
      const made = this.clients.get(name);
      if (made === undefined) reject(new Error('it is not connected'));
      else send(made.client, (error, answer) => (error === null ? resolve(answer) : reject(error)));
    });
  }

  /** A restarted Redis has forgotten the scripts, and another server never had them; delays may be over by now. */
  private async resumeWork(): Promise<void> {
    try {
      await this.loadScripts();
      this._activateDelayed();
    } catch (error) {
      this.failed(error);
    }
  }

  private loadScripts(): Promise<unknown> {
    return buildCache(this.clients.get('client')?.client);
  }

  private endClients(): void {
    for (const { end } of this.clients.values()) end();
    this.clients.clear();
  }

  private failed(error: unknown): void {
    this.tell(error);
    if (callsForReconnecting(error)) this.reconnect();
  }

  private tell(error: unknown): void {
    this.parts.onError(isMemexError(error) ? error : unavailable(reasonOf(error), error));
  }
}

/** How long closing waits for Redis to note what was done, in milliseconds; what is not noted is started again, by another. */
const NOTE_MS = 2_000;
