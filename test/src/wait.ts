import { setTimeout as delay } from 'node:timers/promises';

const PAUSE_MS = 20;

/** Asks again and again until the answer is not `undefined`. Throws when that takes too long, saying what was waited for. */
export async function until<T>(
  what: string,
  ask: () => T | undefined | Promise<T | undefined>,
  patienceMs = 15_000,
): Promise<T> {
  const deadline = Date.now() + patienceMs;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (Date.now() > deadline) throw new Error(`waited ${patienceMs} ms for ${what}`);
    await delay(PAUSE_MS);
  }
}
