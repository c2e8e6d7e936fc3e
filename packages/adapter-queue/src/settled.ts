import { setTimeout as sleep } from 'node:timers/promises';

/** Resolves when all have settled, or it has waited long enough. */
export async function settled(waitedFor: readonly Promise<unknown>[], longestMillis: number): Promise<void> {
  const patience = new AbortController();
  const enough = sleep(longestMillis, undefined, { signal: patience.signal }).catch(() => undefined);
  await Promise.race([Promise.allSettled(waitedFor), enough]);
  patience.abort();
}
