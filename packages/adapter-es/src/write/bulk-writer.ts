import type { Client } from '@elastic/elasticsearch';
import { UnavailableError } from '@memex/core';
import { delayAfter } from '../delay.js';
import { isBusy, RefusedError, translate, unavailable } from '../failure.js';
import { Batch } from './batch.js';
import { sendBulk } from './bulk-request.js';
import type { Operation, Result } from './operation.js';

export interface WriterLimits {
  readonly retryMillis: number;
  readonly queueBytes: number;
}

/** Requests under way at once. */
const LANES = 3;
/**
 * Writes that must wait before a request goes out beside another one: a request costs the cluster as much as some dozens of writes, so
 * few writes rather share the next one.
 */
const WORTH_A_LANE = 500;
/** Most of one request. Elasticsearch advises some megabytes, and refuses 100. */
const REQUEST_BYTES = 6 * 1_048_576;
const REQUEST_OPERATIONS = 5_000;

/** A write that waits or is under way. */
interface Write {
  readonly operation: Operation;
  readonly bytes: number;
  readonly batch: Batch;
  /** Its place in the batch. */
  readonly index: number;
  readonly attempts: number;
}

/**
 * Sends the writes of all calls to the cluster: those that come while others are under way share the next request. A write that
 * the cluster cannot take now is tried again until its time is over.
 */
export class BulkWriter {
  private readonly queue: Write[] = [];
  private bytes = 0;
  private lanes = 0;

  constructor(
    private readonly client: Client,
    private readonly limits: WriterLimits,
  ) {}

  /**
   * Resolves with the results in order, once each write has one.
   *
   * @throws UnavailableError where the queue is full, or the time of a write is over: others may have taken effect then.
   */
  async write(operations: readonly Operation[]): Promise<readonly Result[]> {
    if (operations.length === 0) return [];
    const sizes = operations.map(bytesOf);
    const bytes = sizes.reduce((sum, size) => sum + size, 0);
    if (this.bytes > 0 && this.bytes + bytes > this.limits.queueBytes)
      throw unavailable('too many writes are waiting');
    this.bytes += bytes;
    return new Promise<readonly Result[]>((resolve, reject) => {
      const batch = new Batch(operations.length, Date.now() + this.limits.retryMillis, (outcome) => {
        this.bytes -= bytes;
        if (outcome instanceof Error) reject(outcome);
        else resolve(outcome);
      });
      const writes = operations.map((operation, index) => ({
        operation,
        batch,
        index,
        bytes: sizes[index] ?? 0,
        attempts: 0,
      }));
      this.enqueue(writes);
    });
  }

  private enqueue(writes: readonly Write[]): void {
    for (const write of writes) this.queue.push(write);
    // Later, so that calls of one turn of the event loop share a request.
    setImmediate(() => this.pump());
  }

  private pump(): void {
    while (this.hasLane()) {
      this.lanes++;
      void this.send(this.take()).finally(() => {
        this.lanes--;
        this.pump();
      });
    }
  }

  private hasLane(): boolean {
    if (this.lanes === 0) return this.queue.length > 0;
    return this.lanes < LANES && this.queue.length >= WORTH_A_LANE;
  }

  private take(): readonly Write[] {
    let bytes = 0;
    let count = 0;
    for (const write of this.queue) {
      bytes += write.bytes;
      if (count > 0 && (bytes > REQUEST_BYTES || count >= REQUEST_OPERATIONS)) break;
      count++;
    }
    return this.queue.splice(0, count);
  }

  private async send(writes: readonly Write[]): Promise<void> {
    const again: Write[] = [];
    const settle = (write: Write, outcome: Result | Error): void => {
      if (isLasting(outcome, write)) write.batch.settle(write.index, outcome);
      else again.push({ ...write, attempts: write.attempts + 1 });
    };
    try {
      const outcomes = await sendBulk(
        this.client,
        writes.map(({ operation }) => operation),
      );
      outcomes.forEach((outcome, index) => {
        const write = writes[index];
        if (write === undefined) return;
        const { status, reason = '', errorType } = outcome;
        settle(write, isBusy(status, errorType) ? unavailable(reason) : outcome);
      });
    } catch (error) {
      const failure = translate(error);
      for (const write of writes) settle(write, failure);
    }
    if (again.length > 0)
      setTimeout(() => this.enqueue(again), delayAfter(Math.max(...again.map(({ attempts }) => attempts))));
  }
}

/** Whether trying again cannot change the outcome, or there is no time left to. */
function isLasting(outcome: Result | Error, { batch }: Write): boolean {
  return (
    !(outcome instanceof UnavailableError) || outcome instanceof RefusedError || Date.now() >= batch.deadline
  );
}

function bytesOf({ action, document = '' }: Operation): number {
  return Buffer.byteLength(action) + Buffer.byteLength(document);
}
