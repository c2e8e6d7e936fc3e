import type { StoreCapabilities } from '../entry/entry-store.js';

/** The promised second, and what a busy machine adds. */
const TIMEOUT_MS = 5_000;
const PAUSE_MS = 25;

/** Runs a check of what others see: once where writes show at once, else again until it holds. Throws its last failure. */
export async function eventually(
  { visibility }: Pick<StoreCapabilities, 'visibility'>,
  check: () => Promise<void>,
): Promise<void> {
  const deadline = Date.now() + (visibility === 'immediate' ? 0 : TIMEOUT_MS);
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (Date.now() >= deadline) throw error;
    }
    await new Promise((done) => setTimeout(done, PAUSE_MS));
  }
}
