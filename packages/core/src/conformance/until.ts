import { ConformanceError } from './assert.js';

const TIMEOUT_MS = 30_000;
const PAUSE_MS = 10;

/** Waits until a condition holds. Throws, naming it, if it does not in time. */
export async function until(holds: () => Promise<boolean>, what: string): Promise<void> {
  const deadline = Date.now() + TIMEOUT_MS;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new ConformanceError(`${what}: not within ${TIMEOUT_MS} ms`);
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
}
