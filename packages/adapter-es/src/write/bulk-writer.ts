import type { Client } from '@elastic/elasticsearch';
import { isMemexError } from '@memex/core';
import { delayAfter } from '../cluster/delay.js';
import {
  failureOf,
  LargeRequestError,
  memexErrorOf,
  RefusedError,
  UnusableIndexError,
} from '../cluster/failure.js';
import { WriteBatch } from './batch.js';
import { type BulkLines, sendBulk, type WriteOutcome } from './bulk-request.js';

/** Requests in progress at once. */
const MAX_CONCURRENT_REQUESTS = 3;
/**
 * A further request is sent only for at least this many writes. A request costs the cluster as much as dozens of
 * writes, so that a few writes had better share the next one.
 */
const MIN_CONCURRENT_WRITES = 500;
/**
 * A second request is sent for at least this many writes, if they are no fewer than those of the first. The cluster works
 * on one of them while the answers to the other go out and new writes come in.
 */
const MIN_SECOND_WRITES = 8;
/** The size of a request, unless a proxy accepts less. Elasticsearch recommends a few megabytes, and rejects 100. */
const REQUEST_BYTES = 6 * 1_048_576;
const REQUEST_OPERATIONS = 5_000;

/** A write that is waiting or in progress. */
interface Write {
  readonly lines: BulkLines;
  readonly batch: WriteBatch;
  /** Its position in the batch. */
  readonly index: number;
  readonly attempts: number;
}

/**
 * Sends the writes of all calls to the cluster. Writes that arrive while a request is in progress share the next one.
 * A write that the cluster cannot take now is retried until its deadline.
 */
export class BulkWriter {
  private readonly queue: Write[] = [];
  private running = 0;
  /** Writes of the requests in progress. */
  private sent = 0;
  private requestBytes = REQUEST_BYTES;

  constructor(
    private readonly client: Client,
    /** How long a write is retried. */
    private readonly retryTimeoutMs: number,
  ) {}

  /**
   * Resolves with the outcomes in order, once each write has one.
   *
   * @throws UnavailableError if a write passes its deadline, or an operator has to fix something first. Other
   *   writes may have taken effect.
   */
  async write(lines: readonly BulkLines[]): Promise<readonly WriteOutcome[]> {
    if (lines.length === 0) return [];
    return new Promise<readonly WriteOutcome[]>((resolve, reject) => {
      const batch = new WriteBatch(lines.length, Date.now() + this.retryTimeoutMs, (outcome) => {
        if (outcome instanceof Error) reject(outcome);
        else resolve(outcome);
      });
      const writes = lines.map((one, index) => ({ lines: one, batch, index, attempts: 0 }));
      this.enqueue(writes);
    });
  }

  private enqueue(writes: readonly Write[]): void {
    for (const write of writes) this.queue.push(write);
    // Deferred, so that calls of the same turn of the event loop share a request.
    setImmediate(() => this.pump());
  }

  private pump(): void {
    while (this.maySend()) {
      const writes = this.take();
      this.running++;
      this.sent += writes.length;
      void this.send(writes).finally(() => {
        this.running--;
        this.sent -= writes.length;
        this.pump();
      });
    }
  }

  private maySend(): boolean {
    const waiting = this.queue.length;
    switch (this.running) {
      case 0:
        return waiting > 0;
      case 1:
        return waiting >= Math.min(MIN_CONCURRENT_WRITES, Math.max(MIN_SECOND_WRITES, this.sent));
      default:
        return this.running < MAX_CONCURRENT_REQUESTS && waiting >= MIN_CONCURRENT_WRITES;
    }
  }

  private take(): readonly Write[] {
    let bytes = 0;
    let count = 0;
    for (const write of this.queue) {
      bytes += write.lines.bytes;
      if (count > 0 && (bytes > this.requestBytes || count >= REQUEST_OPERATIONS)) break;
      count++;
    }
    return this.queue.splice(0, count);
  }

  private async send(writes: readonly Write[]): Promise<void> {
    const again: Write[] = [];
    const settle = (write: Write, outcome: WriteOutcome | Error): void => {
      if (isLasting(outcome, write)) write.batch.settle(write.index, outcome);
      else again.push({ ...write, attempts: write.attempts + 1 });
    };
    try {
      const outcomes = await sendBulk(
        this.client,
        writes.map(({ lines }) => lines),
      );
      outcomes.forEach((outcome, index) => {
        const write = writes[index];
        if (write !== undefined) settle(write, failureOf(outcome, PURPOSE) ?? outcome);
      });
    } catch (error) {
      const failure = memexErrorOf(error);
      if (failure instanceof LargeRequestError && writes.length > 1) this.halve(writes);
      else for (const write of writes) settle(write, failure);
    }
    if (again.length > 0)
      setTimeout(() => this.enqueue(again), delayAfter(Math.max(...again.map(({ attempts }) => attempts))));
  }

  /** Sends the writes of a request that was too large again, in two requests. No later request is that large. */
  private halve(writes: readonly Write[]): void {
    const bytes = writes.reduce((sum, { lines }) => sum + lines.bytes, 0);
    this.requestBytes = Math.min(this.requestBytes, Math.ceil(bytes / 2));
    this.queue.unshift(...writes);
  }
}

const PURPOSE = 'write';

/** Whether the outcome is final: a retry cannot change it, or there is no time left. */
function isLasting(outcome: WriteOutcome | Error, { batch }: Write): boolean {
  if (!isMemexError(outcome, 'unavailable')) return true;
  if (outcome instanceof RefusedError || outcome instanceof UnusableIndexError) return true;
  return Date.now() >= batch.deadline;
}
