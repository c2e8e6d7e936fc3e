// Derives the state from the lines of the log. All processes read the same lines, so they agree on the state without a lock.

/** A consumer without a heartbeat for this time counts as dead, and its jobs run again. */
const LAPSE_MS = 5_000;

/**
 * @typedef {object} Job
 * @property {number} order The number of jobs added before it. Dead jobs are listed in this order.
 * @property {string} id
 * @property {string} work JSON. It is parsed only when the job runs, and may be invalid.
 * @property {'waiting' | 'running' | 'dead'} place
 * @property {number} attempts
 * @property {number} readyAt When its delay ends, as `Date.now()`.
 * @property {string | undefined} holder The consumer that runs it, or last ran it.
 * @property {string | undefined} lastReason
 * @property {import('@memex/core/model').DeadJob | undefined} dead
 */

/**
 * @typedef {object} State
 * @property {Map<string, Job>} jobs Waiting jobs are in the order in which they will run.
 * @property {number} added
 * @property {Map<string, number>} seenAt The last heartbeat of each consumer.
 * @property {{ holder: string, until: number } | undefined} lease
 * @property {import('@memex/core/toolkit').Instant | undefined} lastRun
 */

/** @returns {State} */
export function emptyState() {
  return { jobs: new Map(), added: 0, seenAt: new Map(), lease: undefined, lastRun: undefined };
}

/** Applies each kind of line to the state, and returns the result for the process that appended it. */
const EVENTS = {
  enqueue: (state, { at, jobs }) => jobs.filter((job) => add(state, at, job)).length,
  retry(state, { at, ids }) {
    const chosen = deadOf(state).filter(
      ({ id, dead }) => dead?.work != null && (ids === undefined || ids.includes(id)),
    );
    for (const { id, work } of chosen) add(state, at, { id, work, delayMs: 0 });
    return chosen.length;
  },
  drop(state, { ids }) {
    const chosen = deadOf(state).filter(({ id }) => ids === undefined || ids.includes(id));
    for (const { id } of chosen) state.jobs.delete(id);
    return chosen.length;
  },
  claim(state, { at, holder, limit }) {
    state.seenAt.set(holder, at);
    return readyOf(state, at, limit).map((job) => {
      Object.assign(job, { place: 'running', holder, attempts: job.attempts + 1 });
      return { ...job };
    });
  },
  done(state, line) {
    if (runningOf(state, line) !== undefined) state.jobs.delete(line.id);
  },
  again(state, line) {
    const job = runningOf(state, line);
    if (job === undefined) return;
    job.lastReason = line.reason;
    wait(state, job, line.at + line.delayMs);
  },
  dead(state, line) {
    const job = runningOf(state, line);
    if (job !== undefined) Object.assign(job, { place: 'dead', dead: line.job });
  },
  alive(state, { at, holder }) {
    state.seenAt.set(holder, at);
  },
  reclaim(state, { at }) {
    for (const job of stalledOf(state, at)) wait(state, job, at);
  },
  hold(state, { at, holder, ttlMs }) {
    const isFree = holderOf(state, at) === undefined || holderOf(state, at) === holder;
    if (isFree) state.lease = { holder, until: at + ttlMs };
    return isFree;
  },
  release(state, { at, holder }) {
    if (holderOf(state, at) === holder) state.lease = undefined;
  },
  ran(state, { at, holder, dueAt }) {
    if (holderOf(state, at) !== holder) return false;
    state.lastRun = Math.max(dueAt, state.lastRun ?? dueAt);
    return true;
  },
};

/** Changes the state as a line says. @param {State} state */
export function apply(state, line) {
  return EVENTS[line.event]?.(state, line);
}

/** The jobs that can run now, in order. @param {State} state @param {number} now */
export function readyOf(state, now, limit = Number.POSITIVE_INFINITY) {
  const ready = [];
  for (const job of state.jobs.values()) {
    if (ready.length >= limit) break;
    if (job.place === 'waiting' && job.readyAt <= now) ready.push(job);
  }
  return ready;
}

/** The jobs of dead consumers. @param {State} state @param {number} now */
export function stalledOf(state, now) {
  return [...state.jobs.values()].filter(
    ({ place, holder }) => place === 'running' && (state.seenAt.get(holder ?? '') ?? 0) < now - LAPSE_MS,
  );
}

/** @param {State} state */
export function deadOf(state) {
  return [...state.jobs.values()]
    .filter(({ place }) => place === 'dead')
    .sort((one, other) => one.order - other.order);
}

/** @param {State} state @returns {boolean} Whether it was added. */
function add(state, at, { id, work, delayMs }) {
  const before = state.jobs.get(id);
  if (before !== undefined && before.place !== 'dead') return false;
  const lastReason = before?.dead?.publicReason ?? undefined;
  const added = {
    order: state.added++,
    id,
    work,
    attempts: 0,
    lastReason,
    holder: undefined,
    dead: undefined,
  };
  wait(state, { ...added, place: 'waiting', readyAt: at }, at + delayMs);
  return true;
}

/** Puts a job at the end of the waiting ones. @param {State} state @param {Job} job */
function wait(state, job, readyAt) {
  state.jobs.delete(job.id);
  state.jobs.set(job.id, { ...job, place: 'waiting', readyAt });
}

/** The job of a line about an attempt; `undefined` if the attempt no longer counts. @param {State} state */
function runningOf(state, { id, holder, attempt }) {
  const job = state.jobs.get(id);
  const counts = job?.place === 'running' && job.holder === holder && job.attempts === attempt;
  return counts ? job : undefined;
}

/** @param {State} state @returns {string | undefined} Who has the lease of the schedule. */
function holderOf({ lease }, now) {
  return lease !== undefined && lease.until > now ? lease.holder : undefined;
}
