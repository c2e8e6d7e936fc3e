import { systemTimers, type Timers } from '../time/timers.js';

export interface HeartbeatOptions {
  /** The pause before the first call of `beat`, and after the end of each. */
  readonly intervalMs: number;
  /** Called with what `beat` throws. The heartbeat continues. */
  readonly onError: (error: unknown) => void;
  /** Those of the machine if absent. */
  readonly timers?: Timers | undefined;
}

/**
 * Shows again and again that this process is alive, such as by renewing a lease. Calls never overlap.
 *
 * @returns Stops it. Resolves when a call that is running has ended.
 */
export function startHeartbeat(
  beat: () => Promise<void>,
  { intervalMs, onError, timers = systemTimers }: HeartbeatOptions,
): () => Promise<void> {
  let isStopped = false;
  let cancel = (): void => undefined;
  let running = Promise.resolve();
  const waitAndBeat = (): void => {
    cancel = timers.after(intervalMs, () => {
      running = beat()
        .catch(onError)
        .then(() => {
          if (!isStopped) waitAndBeat();
        });
    });
  };
  waitAndBeat();
  return () => {
    isStopped = true;
    cancel();
    return running;
  };
}
