import type { StoreCapabilities } from '../entry/entry-store.js';

/** The second that stores promise, and extra time for a busy machine. */
const TIMEOUT_MS = 5_000;
const PAUSE_MS = 25;

/** Checks what others see: once if writes are visible at once, otherwise repeatedly until it holds. Throws the last failure. */
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
