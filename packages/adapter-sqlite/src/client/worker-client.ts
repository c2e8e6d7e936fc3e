import { AbortedError, type UnavailableError } from '@memex/core';
import type { CallOptions, Startable } from '@memex/core/ports';
import { throwIfAborted } from '@memex/core/toolkit';
import { type Failure, failureOf, MOVED } from '../errors/failure.js';
import type { Outcome } from '../errors/outcome.js';
import { type FileIdentity, isAt } from '../files/identity.js';
import type { ThreadData } from '../protocol/protocol.js';
import { errorOf, unavailableError } from './error-of.js';
import type { OpenFile, Reopenable } from './open-file.js';
import { startThread, type Thread } from './worker-thread.js';

interface Call<Q, R> {
  readonly request: Q;
  readonly weight: number;
  readonly resolve: (result: R) => void;
  readonly reject: (error: Error) => void;
  /** Its signal is not listened to any more. */
  readonly unlisten: () => void;
}

/** In the unit of the calls' weights. */
export interface LaneLimits {
  /** Of all calls without an outcome: past it calls are refused. */
  readonly waiting: number;
  /** Of those that the thread was sent: past it calls wait. A call that weighs more is sent alone. */
  readonly inFlight: number;
}

/**
 * Calls of one thread, in order. Each is sent at once, and the thread takes together what came while it worked: one commit or one
 * query serves them all. A thread that ended, or lost its file, is started anew by the next call.
 */
export class Lane<Q, R> implements Startable, Reopenable {
  private accepting = false;
  private thread: Promise<Thread<Q>> | undefined;
  private readonly waiting: Call<Q, R>[] = [];
  private sent: Call<Q, R>[] = [];
  private weight = 0;
  /** The weight of what was sent. */
  private inFlight = 0;
  private sending = false;
  /** While there are any, nothing is sent. */
  private releases = 0;
  private whenIdle: (() => void)[] = [];
  private succeeded = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly data: ThreadData,
    private readonly limits: LaneLimits,
    private readonly file: OpenFile,
    /** When its thread is started. */
    private readonly beginning: 'at start' | 'at the first call' = 'at start',
  ) {
    file.add(this);
  }

  async start(): Promise<void> {
    if (this.beginning === 'at start') await this.ensureThread();
    this.accepting = true;
  }

  /** Takes no more calls, ends those that it has, and then its thread. */
  async stop(): Promise<void> {
    this.accepting = false;
    while (this.sent.length > 0 || this.waiting.length > 0) await this.idle();
    await this.leaveThread();
    await this.file.released();
    if (this.beginning === 'at start') this.file.forget();
  }

  async release(): Promise<void> {
    this.releases++;
    try {
      if (this.sent.length > 0) await this.idle();
      await this.leaveThread();
    } finally {
      this.releases--;
      void this.send();
    }
  }

  /** Whether the last outcome was a result, no longer ago than this. */
  succeededWithin(millis: number): boolean {
    return performance.now() - this.succeeded < millis;
  }

  /**
   * @param weight - Counts against the limits.
   * @throws AbortedError as soon as the signal fires: a call that waits is then not sent, one that is in flight may take effect.
   */
  async call(request: Q, weight: number, { signal }: CallOptions = {}): Promise<R> {
    throwIfAborted({ signal });
    if (!this.accepting) throw this.unavailable('it is not started');
    if (this.weight > 0 && this.weight + weight > this.limits.waiting) {
      throw this.unavailable('too much is waiting for it');
    }
    return new Promise<R>((resolve, reject) => {
      const abandon = (): void => this.abandon(call, signal?.reason);
      const unlisten = (): void => signal?.removeEventListener('abort', abandon);
      const call = { request, weight, resolve, reject, unlisten };
      signal?.addEventListener('abort', abandon, { once: true });
      this.waiting.push(call);
      this.weight += weight;
      void this.send();
    });
  }

  private abandon(call: Call<Q, R>, reason: unknown): void {
    const place = this.waiting.indexOf(call);
    if (place >= 0) {
      this.waiting.splice(place, 1);
      this.weight -= call.weight;
    }
    call.reject(new AbortedError(reason));
    this.rest();
  }

  /** Sends of what waits as much as may be in flight; the rest goes when outcomes come. */
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

  private post(thread: Thread<Q>): void {
    // It may be about to be left.
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

  private takeWaiting(most: number): readonly Call<Q, R>[] {
    let count = 0;
    for (const { weight } of this.waiting) {
      if (this.inFlight > 0 && this.inFlight + weight > most) break;
      this.inFlight += weight;
      count++;
    }
    return this.waiting.splice(0, count);
  }

  /** Sends what waits before callers go on with what came: the thread works meanwhile. */
  private receive(outcomes: readonly Outcome<R>[]): void {
    const answered = this.sent.splice(0, outcomes.length);
    this.forget(answered);
    this.succeeded = performance.now();
    for (const outcome of outcomes) if ('failure' in outcome) this.learnFrom(outcome.failure);
    void this.send();
    for (const [index, { resolve, reject }] of answered.entries()) {
      const outcome = outcomes[index];
      if (outcome === undefined) continue;
      if ('result' in outcome) resolve(outcome.result);
      else reject(errorOf(outcome.failure, this.data));
    }
    this.rest();
  }

  private learnFrom(failure: Failure): void {
    if (failure.reopen) this.file.reopen();
    if (failure.code !== 'unavailable') return;
    this.succeeded = Number.NEGATIVE_INFINITY;
    if (failure.isDamage === true) this.file.isDamaged = true;
  }

  private fail(calls: readonly Call<Q, R>[], cause: unknown): void {
    this.forget(calls);
    const error = cause instanceof Error ? cause : this.unavailable(String(cause));
    for (const { reject } of calls) reject(error);
    this.rest();
    void this.send();
  }

  private forget(taken: readonly Call<Q, R>[]): void {
    for (const { weight, unlisten } of taken) {
      this.weight -= weight;
      this.inFlight -= weight;
      unlisten();
    }
  }

  private rest(): void {
    if (this.sent.length > 0) return;
    for (const resume of this.whenIdle.splice(0)) resume();
  }

  /** Resolves when the thread has answered all that it was sent, or what waited is abandoned. */
  private idle(): Promise<void> {
    return new Promise((resolve) => {
      this.whenIdle.push(resolve);
    });
  }

  private ensureThread(): Promise<Thread<Q>> {
    this.thread ??= this.startThread().catch((error: unknown) => {
      this.thread = undefined;
      throw error;
    });
    return this.thread;
  }

  private async startThread(): Promise<Thread<Q>> {
    await this.file.released();
    const { identity } = this.file;
    if (identity !== undefined) await this.refuseOther(identity);
    const thread = await startThread<Q, R>(
      { ...this.data, identity },
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

  /** The thread looks too: this costs no thread for each call while the file is away. */
  private async refuseOther(identity: FileIdentity): Promise<void> {
    const isThere = await isAt(this.data.file, identity).catch((error: unknown) => {
      throw errorOf(failureOf(error), this.data);
    });
    if (!isThere) throw errorOf(MOVED, this.data);
  }

  private async leaveThread(): Promise<void> {
    const thread = this.thread;
    this.thread = undefined;
    await (await thread)?.close();
  }

  private unavailable(reason: string): UnavailableError {
    return unavailableError(this.data, reason);
  }
}
