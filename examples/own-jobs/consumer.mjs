// Takes jobs from the log and hands them to a handler, until it is stopped.
import { randomUUID } from 'node:crypto';
import { runAttempt } from '@memex/core/toolkit';
import { readyOf, stalledOf } from './state.mjs';

/** How often it checks for lines of other processes. */
const POLL_MS = 50;
const HEARTBEAT_MS = 1_000;

/**
 * @param {import('./log.mjs').Log} log
 * @param {import('@memex/core/ports').JobHandler} handler
 * @param {import('@memex/core/ports').ConsumeOptions & { retries: import('@memex/core/ports').RetryPolicy, onError: (error: unknown) => void }} options
 * @returns {import('@memex/core/ports').Consumer}
 */
export function createConsumer(log, handler, { concurrency, onDead, retries, onError }) {
  const holder = randomUUID();
  const alarm = createAlarm();
  let [isTaking, running, aliveAt] = [true, 0, 0];

  /** Records a result, so that the job does not run again. It retries until the consumer is stopped. */
  const record = async (line) => {
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
    if (outcome.kind === 'done') await record({ event: 'done', id, attempt });
    if (outcome.kind === 'again') {
      const { delayMs, reason } = outcome;
      await record({ event: 'again', id, attempt, delayMs, reason });
    }
    if (outcome.kind === 'dead') {
      await record({ event: 'dead', id, attempt, job: outcome.job });
      onDead?.(outcome.job, outcome.error, outcome.repeated);
    }
    running--;
    alarm.ring();
  };

  const takeMore = async () => {
    const [state, now] = [await log.read(), Date.now()];
    if (running > 0 && now - aliveAt >= HEARTBEAT_MS) {
      await log.append({ event: 'alive', holder });
      aliveAt = now;
    }
    if (!isTaking) return;
    if (stalledOf(state, now).length > 0) await log.append({ event: 'reclaim' });
    const limit = concurrency - running;
    if (limit === 0 || readyOf(state, now, 1).length === 0) return;
    // Another consumer may have been faster: the result of this line is what it really got.
    for (const job of await log.append({ event: 'claim', holder, limit })) {
      running++;
      void run(job);
    }
  };

  const consume = async () => {
    const stopListening = log.listen(alarm.ring);
    while (isTaking || running > 0) {
      await takeMore().catch(onError);
      await alarm.wait(POLL_MS);
    }
    stopListening();
  };

  const ended = consume();
  return {
    stop() {
      isTaking = false;
      alarm.ring();
      return ended;
    },
  };
}

/** A wait that `ring` ends early, even if it rings before the wait begins. */
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
