import { memoryBuffer } from './buffer/memory-buffer.js';
import type { Client, MessageType, WaitOptions } from './client.js';
import { isOfUser } from './dead-letters.js';
import { applyHook, tellHook } from './hooks.js';
import { createApi, createTransport, type Transport } from './http/fetch-api.js';
import { createEntryWriter, type Entry, type EntryFields, kindOf } from './model/entry.js';
import { ClosedError, type EntryKind, UnsentError } from './model/errors.js';
import { type ClientOptions, DEFAULT_ATTEMPT_TIMEOUT_MS, DEFAULT_BATCH } from './options.js';
import { onPageHidden } from './page/page.js';
import { createReadApi } from './read/read-api.js';
import { createAcknowledgements } from './send/acknowledgements.js';
import { createBatcher, type Ticket } from './send/batcher.js';
import { createFlushes } from './send/flushes.js';
import { traceIdsOf } from './send/results.js';
import { createSender } from './send/sender.js';
import { createStateKeeper } from './state.js';

const CLOSE_TIMEOUT_MS = 10_000;
const ERASE_TIMEOUT_MS = 30_000;

/**
 * A client of the Memex at `url`.
 *
 * @throws BufferLockedError where another process uses the folder of the buffer.
 */
export function createClient(options: ClientOptions): Client {
  const { url, apiKey, attemptTimeoutMs: timeout = DEFAULT_ATTEMPT_TIMEOUT_MS } = options;
  return createClientOver(createTransport({ url, apiKey, timeout }), options);
}

/** A client whose requests go over a transport. */
export function createClientOver(
  transport: Transport,
  options: Omit<ClientOptions, 'url' | 'apiKey'>,
): Client {
  const { project, beforeSend } = options;
  const limits = { ...DEFAULT_BATCH, ...options.batch };
  const reading = createReadApi(createApi(transport), project);
  const buffer = (options.buffer ?? memoryBuffer()).open();
  const writer = createEntryWriter(project);
  const acknowledgements = createAcknowledgements();
  const state = createStateKeeper(buffer.bytes, (now) => tellHook(options.onState, now));
  let closing: Promise<void> | undefined;

  const flushes = createFlushes(buffer.oldest);
  const sender = createSender({
    buffer,
    transport,
    concurrency: limits.concurrency,
    onWait: state.waits,
    onFree: () => sealForSenders(),
    onAnswer: () => state.moved(true),
    onSettled(batch, outcomes, letters) {
      acknowledgements.settled(batch.key, { outcomes, letters });
      if (letters.length > 0) tellHook(options.onRejected, letters);
      if (!buffer.hasSealed()) sealForSenders();
      flushes.check();
      if (buffer.oldest() === Infinity) state.moved(false);
    },
  });
  const wake = (): void => {
    sender.wake();
    if (state.now().status === 'idle') state.moved(true);
  };
  const batcher = createBatcher(buffer, limits, wake);

  // While somebody waits for an acknowledgement, entries wait for a free place only. Those that come meanwhile share a batch.
  let isAwaited = false;
  const sealForSenders = (): void => {
    if (!isAwaited) return;
    isAwaited = false;
    batcher.sealAll();
  };

  const add = (kind: EntryKind, entry: EntryFields, type?: MessageType): Ticket | undefined => {
    if (closing !== undefined) throw new ClosedError();
    let text = writer.write(kind, entry, type);
    if (beforeSend !== undefined) {
      const changed = applyHook(beforeSend, kind, text);
      if (changed === undefined) return undefined;
      text = changed;
    }
    return batcher.add(kind, text);
  };
  const flush = async ({ timeout }: WaitOptions = {}): Promise<void> => {
    batcher.sealAll();
    await flushes.until(buffer.latest(), timeout);
  };
  const close = async ({ timeout = CLOSE_TIMEOUT_MS }: WaitOptions = {}): Promise<void> => {
    stopListening();
    await flush({ timeout }).catch(() => undefined); // What is left is told below.
    await sender.stop();
    const unsent = await buffer.close();
    const error = unsent.length > 0 ? new UnsentError(unsent) : undefined;
    acknowledgements.fail(new ClosedError(error === undefined ? {} : { cause: error }));
    flushes.fail(new ClosedError());
    state.closed();
    if (error !== undefined) throw error;
  };
  if (buffer.hasSealed()) wake();
  const stopListening = onPageHidden(() => batcher.sealAll());

  return {
    request: (entry) => void add('messages', entry, 'request'),
    response: (entry) => void add('messages', entry, 'response'),
    notification: (entry) => void add('messages', entry, 'notification'),
    log: (entry) => void add('logs', entry),
    async send(entries) {
      const list: readonly Entry[] = isList(entries) ? entries : [entries];
      const tickets = list.map((entry) => add(kindOf(entry), entry));
      const results = tickets.map((ticket) =>
        ticket === undefined ? undefined : acknowledgements.wait(ticket),
      );
      isAwaited = true;
      queueMicrotask(() => sender.isFree() && sealForSenders());
      return traceIdsOf(tickets, await Promise.all(results));
    },
    messages: reading.messages,
    logs: reading.logs,
    find: reading.find,
    findLog: reading.findLog,
    compute: reading.compute,
    async deleteUser(query, { timeout = ERASE_TIMEOUT_MS, signal } = {}) {
      await flush({ timeout });
      const deleted = await reading.eraseUser(query, { signal });
      await buffer.removeLetters((letter) => isOfUser(letter, query));
      return deleted;
    },
    deadLetters: () => buffer.letters(),
    async replayDead() {
      if (closing !== undefined) throw new ClosedError();
      const count = await buffer.replay(limits.entries);
      if (count > 0) wake();
      return count;
    },
    state: state.now,
    async flush(waiting) {
      if (closing !== undefined) throw new ClosedError();
      await flush(waiting);
    },
    close(waiting) {
      closing ??= close(waiting);
      return closing;
    },
    async [Symbol.asyncDispose]() {
      await this.close();
    },
  };
}

function isList(entries: Entry | readonly Entry[]): entries is readonly Entry[] {
  return Array.isArray(entries);
}
