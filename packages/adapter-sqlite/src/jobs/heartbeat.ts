import { startHeartbeat } from '@memex/core/toolkit';
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
  private stopBeating: (() => Promise<void>) | undefined;

  constructor(
    private readonly client: JobClient,
    private readonly consumers: ReadonlySet<SqliteConsumer>,
    /** Called with the first of several failures in a row. */
    private readonly onError: (error: unknown) => void,
  ) {}

  start(): void {
    this.stopBeating ??= startHeartbeat(() => this.beat(), {
      intervalMs: HEARTBEAT_INTERVAL_MS,
      onError: (error) => {
        if (!this.isFailing) this.onError(error);
        this.isFailing = true;
      },
    });
  }

  stop(): void {
    void this.stopBeating?.();
    this.stopBeating = undefined;
  }

  private async beat(): Promise<void> {
    const own = [...this.consumers].flatMap((consumer) => consumer.locks());
    const request = { op: 'heartbeat', own, stalled: this.stalled } as const;
    const { lost, others, ready } = await call(this.client, request);
    this.isFailing = false;
    this.stalled = this.detector.look(others);
    for (const consumer of this.consumers) {
      consumer.abortLost(lost);
      if (ready) consumer.wake();
    }
  }
}
