import { systemTimers } from '@memex/core/toolkit';
import type { JobHeartbeat } from '../protocol/jobs.js';
import { call, type JobClient } from './job-client.js';
import type { SqliteConsumer } from './sqlite-consumer.js';
import { StalledJobDetector } from './stalled-job-detector.js';

const HEARTBEAT_INTERVAL_MS = 400;

/** After this many missed heartbeats a process counts as ended: eight seconds. */
const MAX_MISSED_HEARTBEATS = 20;

/**
 * Runs while there are consumers. Each time, it shows that this process is alive, returns stalled jobs of other processes to the queue,
 * and wakes the consumers if any job is waiting.
 */
export class Heartbeat {
  private readonly detector = new StalledJobDetector(MAX_MISSED_HEARTBEATS);
  private stalled: readonly JobHeartbeat[] = [];
  private isFailing = false;
  private cancel: (() => void) | undefined;

  constructor(
    private readonly client: JobClient,
    private readonly consumers: ReadonlySet<SqliteConsumer>,
    /** Called with the first of several failures in a row. */
    private readonly onError: (error: unknown) => void,
  ) {}

  start(): void {
    this.cancel ??= systemTimers.after(HEARTBEAT_INTERVAL_MS, () => void this.beat());
  }

  stop(): void {
    this.cancel?.();
    this.cancel = undefined;
  }

  private async beat(): Promise<void> {
    try {
      await this.send();
      this.isFailing = false;
    } catch (error) {
      if (!this.isFailing) this.onError(error);
      this.isFailing = true;
    }
    // It may have been stopped meanwhile.
    if (this.cancel === undefined) return;
    this.stop();
    this.start();
  }

  private async send(): Promise<void> {
    const own = [...this.consumers].flatMap((consumer) => consumer.locks());
    const request = { op: 'heartbeat', own, stalled: this.stalled } as const;
    const { lost, others, ready } = await call(this.client, request);
    this.stalled = this.detector.look(others);
    for (const consumer of this.consumers) {
      consumer.abortLost(lost);
      if (ready) consumer.wake();
    }
  }
}
