import {
  AbortedError,
  type CallOptions,
  type Startable,
  throwIfAborted,
  UnavailableError,
} from '@memex/core';
import { errorOf, nameOf } from './error-of.js';
import type { Outcome, ThreadData } from './protocol.js';
import type { Reopenable, Reopening } from './reopening.js';
import { startThread, type Thread } from './thread.js';

interface Call<Q, R> {
  readonly request: Q;
  readonly weight: number;
  readonly resolve: (result: R) => void;
  readonly reject: (error: Error) => void;
  abandoned: boolean;
}

/** How much waits, and how much is sent to the thread at once. In the unit of the calls' weights. */
export interface LaneLimits {
  readonly waiting: number;
  readonly together: number;
}

/**
 * Calls of one thread, in order. While the thread works on what it was sent, calls wait, and are then sent together: one hop
 * between the threads, and for writes one commit, serves them all. A thread that ended, or lost its file, is started anew by the next
 * call.
 */
export class Lane<Q, R> implements Startable, Reopenable {
  private accepting = false;
  private thread: Promise<Thread<Q>> | undefined;
  private waiting: Call<Q, R>[] = [];
  private weight = 0;
  private sent: Call<Q, R>[] = [];
  private busy = false;
  private scheduled = false;
  private mustReopen = false;
  private whenIdle: (() => void)[] = [];

  constructor(
    private readonly data: ThreadData,
    private readonly limits: LaneLimits,
    private readonly reopening: Reopening,
    /** When its thread is started. */
    private readonly beginning: 'at start' | 'at the first call' = 'at start',
  ) {
    reopening.add(this);
  }

  async start(): Promise<void> {
    if (this.beginning === 'at start') await this.ensureThread();
    this.accepting = true;
  }

  /** Takes no more calls, ends those that it has, and then its thread. */
  async stop(): Promise<void> {
    this.accepting = false;
    while (this.busy || this.waiting.length > 0) await this.idle();
    await this.leaveThread();
    await this.reopening.ended();
  }

  async release(): Promise<void> {
    if (this.thread !== undefined && this.busy) await this.idle();
    await this.leaveThread();
  }

  /** @param weight - Counts against the limits. */
  async call(request: Q, weight: number, options?: CallOptions): Promise<R> {
    throwIfAborted(options);
    if (!this.accepting) throw this.unavailable('it is not started');
    if (this.weight > 0 && this.weight + weight > this.limits.waiting) {
      throw this.unavailable('too much is waiting for it');
    }
    return new Promise<R>((resolve, reject) => {
      const call = { request, weight, resolve, reject, abandoned: false };
      this.waiting.push(options?.signal === undefined ? call : abandonedOnAbort(call, options.signal));
      this.weight += weight;
      this.schedule();
    });
  }

  /** At the end of this turn of the event loop, so that calls of one turn go together. */
  private schedule(): void {
    if (this.busy || this.scheduled) return;
    this.scheduled = true;
    setImmediate(() => {
      this.scheduled = false;
      void this.send();
    });
  }

  private async send(): Promise<void> {
    if (this.busy || this.waiting.length === 0) return;
    this.busy = true;
    try {
      const thread = await this.ensureThread();
      this.sent = this.takeTogether();
      if (this.sent.length > 0) thread.send(this.sent.map(({ request }) => request));
      else this.rest();
    } catch (error) {
      this.sent.push(...this.waiting.splice(0));
      this.fail(error instanceof Error ? error : this.unavailable(String(error)));
    }
  }

  private takeTogether(): Call<Q, R>[] {
    let together = 0;
    const rest = this.waiting.findIndex(({ weight }) => {
      together += weight;
      return together > this.limits.together && together > weight;
    });
    const taken = this.waiting.splice(0, rest === -1 ? this.waiting.length : rest);
    for (const { abandoned, weight } of taken) if (abandoned) this.weight -= weight;
    return taken.filter(({ abandoned }) => !abandoned);
  }

  /** Sends what waits before callers go on with what came: the thread works meanwhile. */
  private receive(outcomes: readonly Outcome<R>[]): void {
    const answered = this.sent.splice(0, outcomes.length);
    this.mustReopen ||= outcomes.some((outcome) => 'failure' in outcome && outcome.failure.reopen);
    if (this.sent.length === 0) this.rest();
    for (const [index, call] of answered.entries()) this.settle(call, outcomes[index]);
  }

  private settle({ weight, resolve, reject }: Call<Q, R>, outcome: Outcome<R> | undefined): void {
    if (outcome === undefined) return;
    this.weight -= weight;
    if ('result' in outcome) resolve(outcome.result);
    else reject(errorOf(outcome.failure, this.data));
  }

  /** Fails what was sent and has no outcome. */
  private fail(error: Error): void {
    for (const call of this.sent.splice(0)) {
      this.weight -= call.weight;
      call.reject(error);
    }
    this.rest();
  }

  private rest(): void {
    this.busy = false;
    if (this.mustReopen) this.reopening.begin();
    this.mustReopen = false;
    for (const resume of this.whenIdle.splice(0)) resume();
    void this.send();
  }

  /** Resolves when the thread has answered all that it was sent. */
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
    await this.reopening.ended();
    return startThread<Q, R>(this.data, {
      outcomes: (outcomes) => this.receive(outcomes),
      ended: (error) => {
        this.thread = undefined;
        this.fail(error);
      },
    });
  }

  private async leaveThread(): Promise<void> {
    const thread = this.thread;
    this.thread = undefined;
    await (await thread)?.close();
  }

  private unavailable(reason: string): UnavailableError {
    return new UnavailableError(nameOf(this.data), { reason });
  }
}

/** Rejects the call as soon as the signal fires; a call that waits is then not sent. */
function abandonedOnAbort<Q, R>(call: Call<Q, R>, signal: AbortSignal): Call<Q, R> {
  const abandon = (): void => {
    abandonable.abandoned = true;
    call.reject(new AbortedError(signal.reason));
  };
  const forget = (): void => signal.removeEventListener('abort', abandon);
  signal.addEventListener('abort', abandon, { once: true });
  const abandonable = {
    ...call,
    resolve: (result: R): void => {
      forget();
      call.resolve(result);
    },
    reject: (error: Error): void => {
      forget();
      call.reject(error);
    },
  };
  return abandonable;
}
