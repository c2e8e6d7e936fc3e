import { AbortedError, type UnavailableError } from '@memex/core';
import type { CallOptions, Startable } from '@memex/core/ports';
import { throwIfAborted } from '@memex/core/toolkit';
import { type Failure, failureOf, MOVED } from '../errors/failure.js';
import type { RequestOutcome } from '../errors/outcome.js';
import { type FileIdentity, isAt } from '../files/identity.js';
import type { Role, WorkerRequest, WorkerResult, WorkerSettings } from '../protocol/worker.js';
import { errorOf, unavailableError } from './error-of.js';
import type { OpenFile, Reopenable } from './open-file.js';
import { startWorkerThread, type WorkerThread } from './worker-thread.js';

interface Call<R extends Role> {
  readonly request: WorkerRequest<R>;
  readonly weight: number;
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: Error) => void;
  /** Stops listening to its signal. */
  readonly unlisten: () => void;
}

/** Limits on the sum of the calls' weights. */
export interface WorkerClientLimits {
  /** Of all calls without an outcome. Past it, calls are refused. */
  readonly waiting: number;
  /** Of calls that were sent to the thread. Past it, calls wait. A heavier call is sent alone. */
  readonly inFlight: number;
}

/**
 * Sends requests to one worker thread, in order. Requests are sent at once; those that arrive while the thread is busy are handled
 * together, by one commit or one query. If the thread ended or lost its file, the next call starts it again.
 */
export class WorkerClient<R extends Role> implements Startable, Reopenable {
  private accepting = false;
  private thread: Promise<WorkerThread<R>> | undefined;
  private readonly waiting: Call<R>[] = [];
  private sent: Call<R>[] = [];
  private weight = 0;
  /** The weight of `sent`. */
  private inFlight = 0;
  private sending = false;
  /** How many releases are under way. Nothing is sent meanwhile. */
  private releases = 0;
  private whenIdle: (() => void)[] = [];
  private succeeded = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly settings: WorkerSettings<R>,
    private readonly limits: WorkerClientLimits,
    private readonly file: OpenFile,
    /** When to start the thread. */
    private readonly beginning: 'at start' | 'at the first call' = 'at start',
  ) {
    file.add(this);
  }

  async start(): Promise<void> {
    if (this.beginning === 'at start') await this.ensureThread();
    this.accepting = true;
  }

  /** Refuses new calls, waits for those under way, and ends the thread. */
  async stop(): Promise<void> {
    this.accepting = false;
    while (this.sent.length > 0 || this.waiting.length > 0) await this.idle();
    await this.closeThread();
    await this.file.released();
    if (this.beginning === 'at start') this.file.forget();
  }

  async release(): Promise<void> {
    this.releases++;
    try {
      if (this.sent.length > 0) await this.idle();
      await this.closeThread();
    } finally {
      this.releases--;
      void this.send();
    }
  }

  /** Whether the last outcome was a result, and no older than this. */
  succeededWithin(ms: number): boolean {
    return performance.now() - this.succeeded < ms;
  }

  /**
   * @param weight - Counts against the limits.
   * @throws AbortedError as soon as the signal fires. A waiting call is then not sent; one in flight may still take effect.
   */
  async call<Request extends WorkerRequest<R>>(
    request: Request,
    weight: number,
    { signal }: CallOptions = {},
  ): Promise<WorkerResult<R, Request>> {
    throwIfAborted({ signal });
    if (!this.accepting) throw this.unavailable('it is not started');
    if (this.weight > 0 && this.weight + weight > this.limits.waiting) {
      throw this.unavailable('too much is waiting for it');
    }
    return new Promise<WorkerResult<R, Request>>((resolve, reject) => {
      const abandon = (): void => this.abandon(call, signal?.reason);
      const unlisten = (): void => signal?.removeEventListener('abort', abandon);
      // The one cast between threads. An outcome answers the request at its position, and the handler of that request returns this type.
      const untyped = resolve as (result: unknown) => void;
      const call = { request, weight, resolve: untyped, reject, unlisten };
      signal?.addEventListener('abort', abandon, { once: true });
      this.waiting.push(call);
      this.weight += weight;
      void this.send();
    });
  }

  private abandon(call: Call<R>, reason: unknown): void {
    const place = this.waiting.indexOf(call);
    if (place >= 0) {
      this.waiting.splice(place, 1);
      this.weight -= call.weight;
    }
    call.reject(new AbortedError(reason));
    this.wakeIfIdle();
  }

  /** Sends as many waiting calls as may be in flight. The rest is sent when outcomes arrive. */
  private async send(): Promise<void> {
    if (this.sending || this.waiting.length === 0 || this.releases > 0) return;
    this.sending = true;
    try {
      this.post(await this.ensureThread());
    } catch (error) {
      this.fail(this.takeWaiting(Number.POSITIVE_INFINITY), error);
    } finally {
      this.sending = false;
    }
  }

  private post(thread: WorkerThread<R>): void {
    // The thread may be about to end.
    if (this.releases > 0) return;
    const calls = this.takeWaiting(this.limits.inFlight);
    if (calls.length === 0) return;
    try {
      thread.send(calls.map(({ request }) => request));
      this.sent.push(...calls);
    } catch (error) {
      this.fail(calls, error);
    }
  }

  private takeWaiting(maxInFlight: number): readonly Call<R>[] {
    let count = 0;
    for (const { weight } of this.waiting) {
      if (this.inFlight > 0 && this.inFlight + weight > maxInFlight) break;
      this.inFlight += weight;
      count++;
    }
    return this.waiting.splice(0, count);
  }

  /** Sends waiting calls before callers get their results, so that the thread works meanwhile. */
  private receive(outcomes: readonly RequestOutcome<unknown>[]): void {
    const answered = this.sent.splice(0, outcomes.length);
    this.forget(answered);
    this.succeeded = performance.now();
    for (const outcome of outcomes) if ('failure' in outcome) this.learnFrom(outcome.failure);
    void this.send();
    for (const [index, { resolve, reject }] of answered.entries()) {
      const outcome = outcomes[index];
      if (outcome === undefined) continue;
      if ('result' in outcome) resolve(outcome.result);
      else reject(errorOf(outcome.failure, this.settings));
    }
    this.wakeIfIdle();
  }

  private learnFrom(failure: Failure): void {
    if (failure.reopen) this.file.reopen();
    if (failure.code !== 'unavailable') return;
    this.succeeded = Number.NEGATIVE_INFINITY;
    if (failure.isDamage === true) this.file.isDamaged = true;
  }

  private fail(calls: readonly Call<R>[], cause: unknown): void {
    this.forget(calls);
    const error = cause instanceof Error ? cause : this.unavailable(String(cause));
    for (const { reject } of calls) reject(error);
    this.wakeIfIdle();
    void this.send();
  }

  private forget(taken: readonly Call<R>[]): void {
    for (const { weight, unlisten } of taken) {
      this.weight -= weight;
      this.inFlight -= weight;
      unlisten();
    }
  }

  private wakeIfIdle(): void {
    if (this.sent.length > 0) return;
    for (const resume of this.whenIdle.splice(0)) resume();
  }

  /** Resolves when the thread has answered everything it was sent. May resolve early, when a waiting call is abandoned. */
  private idle(): Promise<void> {
    return new Promise((resolve) => {
      this.whenIdle.push(resolve);
    });
  }

  private ensureThread(): Promise<WorkerThread<R>> {
    this.thread ??= this.startWorkerThread().catch((error: unknown) => {
      this.thread = undefined;
      throw error;
    });
    return this.thread;
  }

  private async startWorkerThread(): Promise<WorkerThread<R>> {
    await this.file.released();
    const { identity } = this.file;
    if (identity !== undefined) await this.refuseOther(identity);
    const thread = await startWorkerThread<R>(
      { ...this.settings, identity },
      {
        outcomes: (outcomes) => this.receive(outcomes),
        ended: (error) => {
          this.thread = undefined;
          this.fail(this.sent.splice(0), error);
        },
      },
    );
    this.file.identity ??= thread.identity;
    return thread;
  }

  /** The thread checks this too. Checking here first avoids starting a thread for each call while the file is away. */
  private async refuseOther(identity: FileIdentity): Promise<void> {
    const isThere = await isAt(this.settings.file, identity).catch((error: unknown) => {
      throw errorOf(failureOf(error), this.settings);
    });
    if (!isThere) throw errorOf(MOVED, this.settings);
  }

  private async closeThread(): Promise<void> {
    const thread = this.thread;
    this.thread = undefined;
    await (await thread)?.close();
  }

  private unavailable(reason: string): UnavailableError {
    return unavailableError(this.settings, reason);
  }
}
