// A store of one's own: it lives in memory and keeps a journal, so that what was acknowledged survives a restart.
import { createMemoryStore } from '@memex/core/memory';
import { addStep, readSteps, replaceSteps } from './journal.mjs';

/** @type {import('@memex/core/ports').StoreCapabilities} */
const CAPABILITIES = { durable: true, visibility: 'immediate', batches: 'atomic' };

/**
 * @param {{ readonly path: string }} options
 * @returns {import('@memex/core').Store}
 */
export function createJournalStore({ path }) {
  const memory = createMemoryStore();
  const queue = createQueue();

  /** Does a step in memory, then writes it down; one at a time, so that the journal has the order of the memory. */
  const record = (step, take) =>
    queue(async () => {
      const result = await take();
      await addStep(path, step);
      return result;
    });

  /** Deletes in memory, then leaves out of the journal what is gone: no byte of it may remain. */
  const prune = (take) =>
    queue(async () => {
      const result = await take();
      await replaceSteps(path, await surviving(memory, await readSteps(path)));
      return result;
    });

  const journaled = (kind) => ({
    capabilities: CAPABILITIES,
    append: (batch, options) => record({ kind, ...batch }, () => memory[kind].append(batch, options)),
    appendOnce: (batch, options) => record({ kind, ...batch }, () => memory[kind].appendOnce(batch, options)),
    find: (selector, options) => memory[kind].find(selector, options),
    page: (filter, request, options) => memory[kind].page(filter, request, options),
    count: (filter, options) => memory[kind].count(filter, options),
    delete: (selector, options) => prune(() => memory[kind].delete(selector, options)),
    dropPartition: (name, options) => prune(() => memory[kind].dropPartition(name, options)),
  });

  return {
    messages: {
      ...journaled('messages'),
      findNewest: (selector, options) => memory.messages.findNewest(selector, options),
      deleteAll: (selector, options) => prune(() => memory.messages.deleteAll(selector, options)),
      eraseUser: (selector, options) => prune(() => memory.messages.eraseUser(selector, options)),
    },
    logs: {
      ...journaled('logs'),
      replace: (entry, projects, options) =>
        record({ kind: 'logs', entries: [entry], replaces: true }, () =>
          memory.logs.replace(entry, projects, options),
        ),
    },
    async start() {
      await memory.start();
      const steps = await readSteps(path);
      for (const step of steps) await repeat(memory, step);
      await replaceSteps(path, steps);
    },
    stop: () => queue(() => memory.stop()),
    async probe() {
      return { ...(await memory.probe()), name: 'journal', location: path };
    },
  };
}

/** Takes a step of the journal again. What is in memory already stays as it is. */
async function repeat(memory, { kind, replaces, ...batch }) {
  if (batch.key !== undefined) return memory[kind].appendOnce(batch);
  if (!replaces) return memory[kind].append(batch);
  for (const entry of batch.entries) await memory.logs.replace(entry, 'all');
}

/**
 * The steps, without the entries that are gone. Keys stay, with null in the place of each such entry: they make repeated batches safe,
 * and say nothing of users.
 */
async function surviving(memory, steps) {
  const leftOf = async (kind, entry) => {
    const found = entry && (await memory[kind].find({ traceId: entry.traceId, projects: 'all' }));
    return found ? entry : null;
  };
  return Promise.all(
    steps.map(async (step) => {
      const left = await Promise.all(step.entries.map((entry) => leftOf(step.kind, entry)));
      return { ...step, entries: step.key === undefined ? left.filter((entry) => entry !== null) : left };
    }),
  );
}

/**
 * Runs tasks one after the other.
 *
 * @returns {<T>(task: () => Promise<T>) => Promise<T>}
 */
function createQueue() {
  /** @type {Promise<unknown>} */
  let last = Promise.resolve();
  return (task) => {
    const next = last.then(task);
    last = next.catch(() => undefined);
    return next;
  };
}
