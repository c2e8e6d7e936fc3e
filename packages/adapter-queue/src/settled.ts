import { setTimeout as sleep } from 'node:timers/promises';

/** Resolves when all promises have settled, or after `timeoutMs`. */
export async function settled(promises: readonly Promise<unknown>[], timeoutMs: number): Promise<void> {
  const timer = new AbortController();
  const timeout = sleep(timeoutMs, undefined, { signal: timer.signal }).catch(() => undefined);
  await Promise.race([Promise.allSettled(promises), timeout]);
  timer.abort();
}
