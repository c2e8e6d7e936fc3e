// The port `JobQueue`: each call appends a line to the log, or reads its state.
import { DeadJob, decode } from '@memex/core/model';
import { DEFAULT_RETRIES, foreignCursor, formatInstant, instantOfMillis } from '@memex/core/toolkit';
import { createConsumer } from './consumer.mjs';
import { deadOf, readyOf } from './state.mjs';

/**
 * @param {import('./log.mjs').Log} log
 * @param {{ retries?: import('@memex/core/ports').RetryPolicy | undefined, onError?: ((error: unknown) => void) | undefined }} options
 * @returns {import('@memex/core/ports').JobQueue}
 */
export function createQueue(log, { retries = DEFAULT_RETRIES, onError = console.error } = {}) {
  /** @type {import('@memex/core/ports').Consumer[]} */
  const consumers = [];
  return {
    // Lines survive the end of the process. To survive a power failure too, call `sync` after each.
    capabilities: { durable: true },
    start: log.start,
    async stop() {
      await Promise.all(consumers.splice(0).map((consumer) => consumer.stop()));
      await log.stop();
    },
    probe: (options) => log.probe(options),
    enqueue(jobs, options) {
      const kept = jobs.map(({ id, work, delayMs = 0 }) => ({
        id,
        work: JSON.stringify(work),
        delayMs,
      }));
      return log.append({ event: 'enqueue', jobs: kept }, options);
    },
    consume(handler, options) {
      const consumer = createConsumer(log, handler, { ...options, retries, onError });
      consumers.push(consumer);
      return consumer;
    },
    async depth(options) {
      const state = await log.read(options);
      const now = Date.now();
      const count = (passes) => [...state.jobs.values()].filter(passes).length;
      const [next] = readyOf(state, now, 1);
      return {
        waiting: count(({ place, readyAt }) => place === 'waiting' && readyAt <= now),
        delayed: count(({ place, readyAt }) => place === 'waiting' && readyAt > now),
        active: count(({ place }) => place === 'running'),
        dead: count(({ place }) => place === 'dead'),
        waitingSince: next && instantOfMillis(next.readyAt),
      };
    },
    async find(ids, options) {
      const { jobs } = await log.read(options);
      return ids.map((id) => {
        const job = jobs.get(id);
        return job && statusOf(job);
      });
    },
    async dead({ limit, after }, options) {
      const state = await log.read(options);
      if (after !== undefined && !/^\d{1,15}$/.test(after)) throw foreignCursor();
      const left = deadOf(state).filter(({ order }) => order > Number(after ?? -1));
      const page = left.slice(0, limit);
      return {
        entries: page.map(({ dead }) => decode(DeadJob, dead)),
        next: left.length > limit ? page.at(-1)?.order.toString() : undefined,
      };
    },
    retryDead: (ids, options) => log.append({ event: 'retry', ids }, options),
    dropDead: (ids, options) => log.append({ event: 'drop', ids }, options),
  };
}

/** @param {import('./state.mjs').Job} job @returns {import('@memex/core/ports').JobStatus} */
function statusOf({ place, attempts, readyAt, lastReason, dead }) {
  if (place === 'dead') return { state: 'failed', reason: dead?.publicReason ?? null, nextTry: null };
  const isDelayed = place === 'waiting' && readyAt > Date.now();
  return {
    state: place === 'running' ? 'running' : attempts > 0 ? 'retrying' : 'waiting',
    reason: lastReason ?? null,
    nextTry: isDelayed ? formatInstant(instantOfMillis(readyAt)) : null,
  };
}
