import { systemTimers } from '@memex/core/toolkit';
import type { LifeSign } from '../protocol/jobs.js';
import { ask, type JobLane } from './job-client.js';
import type { SqliteConsumer } from './sqlite-consumer.js';
import { Silence } from './stalled-job-detector.js';

/** How often, in milliseconds. */
const PULSE_MILLIS = 400;

/** After how many pulses without a sign of life a process counts as ended: eight seconds. */
const MOST_SILENT_PULSES = 20;

/**
 * As long as there are consumers, again and again: shows life for what they run, has the jobs of processes that ended started again,
 * and looks for jobs that other processes enqueued, or that are due.
 */
export class Pulse {
  private readonly silence = new Silence(MOST_SILENT_PULSES);
  private silent: readonly LifeSign[] = [];
  private isFailing = false;
  private cancel: (() => void) | undefined;

  constructor(
    private readonly lane: JobLane,
    private readonly consumers: ReadonlySet<SqliteConsumer>,
    /** Told of the first failure of several in a row. */
    private readonly onError: (error: unknown) => void,
  ) {}

  begin(): void {
    this.cancel ??= systemTimers.after(PULSE_MILLIS, () => void this.beat());
  }

  end(): void {
    this.cancel?.();
    this.cancel = undefined;
  }

  private async beat(): Promise<void> {
    try {
      await this.ask();
      this.isFailing = false;
    } catch (error) {
      if (!this.isFailing) this.onError(error);
      this.isFailing = true;
    }
    // Unless it was ended meanwhile.
    if (this.cancel === undefined) return;
    this.end();
    this.begin();
  }

  private async ask(): Promise<void> {
    const own = [...this.consumers].flatMap((consumer) => consumer.claims());
    const { pulse } = await ask(this.lane, { op: 'pulse', own, silent: this.silent });
    if (pulse === undefined) return;
    this.silent = this.silence.after(pulse.others);
    for (const consumer of this.consumers) {
      consumer.lose(pulse.lost);
      if (pulse.ready) consumer.wake();
    }
  }
}
