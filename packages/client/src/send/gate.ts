import { backoffDelay, sleep } from '../http/backoff.js';

/** Holds back attempts while the server cannot take them. Everybody who sends shares one. */
export interface Gate {
  /** Waits after a failure. Where the server says when to come back nobody comes before. */
  failed(error: unknown, signal: AbortSignal): Promise<void>;
  /** Waits while others wait at the server's request. */
  ready(signal: AbortSignal): Promise<void>;
  succeeded(): void;
}

/** @param onWait - Told of every wait: why, and until when in milliseconds since 1970. */
export function createGate(onWait: (error: unknown, until: number) => void): Gate {
  let failures = 0;
  let openAt = 0;
  return {
    async failed(error, signal) {
      const now = performance.now(); // The clock of the system may be set.
      // Attempts that were under way together and fail together are one failure.
      if (now >= openAt) failures++;
      const delay = backoffDelay(failures - 1, error);
      openAt = Math.max(openAt, now + delay);
      onWait(error, Date.now() + openAt - now);
      await sleep(openAt - now, signal);
    },
    async ready(signal) {
      const wait = openAt - performance.now();
      if (wait > 0) await sleep(wait, signal);
    },
    succeeded() {
      failures = 0;
      openAt = 0;
    },
  };
}
