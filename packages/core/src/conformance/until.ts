import { ConformanceError } from './assert.js';

const PATIENCE_MILLIS = 30_000;
const PAUSE_MILLIS = 10;

/** Waits for a condition; throws, naming it, where it does not come true. */
export async function until(holds: () => Promise<boolean>, what: string): Promise<void> {
  const deadline = Date.now() + PATIENCE_MILLIS;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new ConformanceError(`${what}: not within ${PATIENCE_MILLIS} ms`);
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MILLIS));
  }
}
