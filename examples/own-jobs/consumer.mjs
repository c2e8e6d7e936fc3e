// Takes jobs from the log and hands them to a handler, until it is stopped.
import { randomUUID } from 'node:crypto';
import { runAttempt } from '@memex/core/toolkit';
import { readyOf, stalledOf } from './state.mjs';

/** How often it looks at what other processes appended. */
const POLL_MS = 50;
const SIGN_OF_LIFE_MS = 1_000;

/**
 * @param {import('./log.mjs').Log} log
 * @param {import('@memex/core/ports').JobHandler} handler
 * @param {import('@memex/core/ports').ConsumeOptions & { retries: import('@memex/core/ports').RetryPolicy, onError: (error: unknown) => void }} options
 * @returns {import('@memex/core/ports').Consumer}
 */
export function createConsumer(log, handler, { concurrency, onDead, retries, onError }) {
  const holder = randomUUID();
  const clock = createAlarm();
  let [isTaking, running, signedAt] = [true, 0, 0];

  /** Appends a line until it is kept: or else the job would be done again. Once stopped it tries once. */
  const note = async (line) => {
    for (;;) {
      try {
        return await log.append({ ...line, holder });
      } catch (error) {
        onError(error);
        if (!isTaking) return;
        await createAlarm().wait(POLL_MS);
      }
    }
  };

  const run = async ({ id, work, attempts: attempt, lastReason }) => {
    const start = { id, read: () => JSON.parse(work), attempt, lastReason };
    const outcome = await runAttempt(start, handler, retries, {});
    if (outcome.kind === 'done') await note({ event: 'done', id, attempt });
    if (outcome.kind === 'again') {
      const { delayMs, reason } = outcome;
      await note({ event: 'again', id, attempt, delayMs, reason });
    }
    if (outcome.kind === 'dead') {
      await note({ event: 'dead', id, attempt, job: outcome.job });
      onDead?.(outcome.job, outcome.error, outcome.repeated);
    }
    running--;
    clock.ring();
  };

  const takeMore = async () => {
    const [state, now] = [await log.read(), Date.now()];
    if (running > 0 && now - signedAt >= SIGN_OF_LIFE_MS) {
      await log.append({ event: 'alive', holder });
      signedAt = now;
    }
    if (!isTaking) return;
    if (stalledOf(state, now).length > 0) await log.append({ event: 'reclaim' });
    const limit = concurrency - running;
    if (limit === 0 || readyOf(state, now, 1).length === 0) return;
    // Another consumer may have been faster: what this line was told is what it got.
    for (const job of await log.append({ event: 'claim', holder, limit })) {
      running++;
      void run(job);
    }
  };

  const consume = async () => {
    const stopListening = log.listen(clock.ring);
    while (isTaking || running > 0) {
      await takeMore().catch(onError);
      await clock.wait(POLL_MS);
    }
    stopListening();
  };

  const ended = consume();
  return {
    stop() {
      isTaking = false;
      clock.ring();
      return ended;
    },
  };
}

/** A wait that can be cut short, also by what rang before it began. */
function createAlarm() {
  let rung = false;
  let end = () => {};
  return {
    ring() {
      rung = true;
      end();
    },
    /** @param {number} millis @returns {Promise<void>} */
    async wait(millis) {
      if (!rung)
        await new Promise((resolve) => {
          const timer = setTimeout(resolve, millis);
          end = () => {
            clearTimeout(timer);
            resolve(undefined);
          };
        });
      rung = false;
    },
  };
}
