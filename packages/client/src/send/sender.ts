import type { OpenBuffer, SealedBatch } from '../buffer/buffer.js';
import type { Transport } from '../http/fetch-api.js';
import { digestOf } from '../model/digest.js';
import type { DeadLetter } from '../model/errors.js';
import { deliver, type Outcome, type Part } from './deliver.js';
import { createGate } from './gate.js';
import { letterId } from './results.js';
import { findStored, KEY_LIFE_MS } from './stored.js';

export interface SenderOptions {
  readonly buffer: OpenBuffer;
  readonly transport: Transport;
  /** Batches under way at once. */
  readonly concurrency: number;
  /** Told once for each batch, when each of its entries is stored or a dead letter. */
  readonly onSettled: (
    batch: SealedBatch,
    outcomes: readonly Outcome[],
    letters: readonly DeadLetter[],
  ) => void;
  /** Told of each wait for a server: why, and until when. */
  readonly onWait: (error: unknown, until: number) => void;
  /** Told when a place becomes free and nothing can be taken. */
  readonly onFree: () => void;
  /** Told when a server has answered. */
  readonly onAnswer: () => void;
}

/** Sends what a buffer has, oldest first, and each batch until it is settled. */
export interface Sender {
  /** To be called when there is something to take. */
  wake(): void;
  /** Whether what can be taken would be sent now. */
  isFree(): boolean;
  /** Ends what is under way. Resolves when nothing is. */
  stop(): Promise<void>;
}

export function createSender(options: SenderOptions): Sender {
  const { buffer, concurrency } = options;
  let isStopped = false;
  // One for each loop: Node warns of a signal that many listen to.
  const controllers = new Set<AbortController>();
  const gate = createGate(options.onWait);
  const running = new Set<Promise<void>>();

  const settle = (batch: SealedBatch, outcomes: readonly Outcome[]): void => {
    const letters = lettersOf(batch, outcomes);
    if (letters.length > 0) buffer.moveToDead(letters);
    buffer.settle(batch);
    options.onSettled(batch, outcomes, letters);
  };
  const pause = (error: unknown, signal: AbortSignal): Promise<void> =>
    gate.failed(error, signal).catch(() => undefined); // Who is stopped in a pause finds it out next.
  const take = async (signal: AbortSignal): Promise<SealedBatch | undefined> => {
    while (!isStopped) {
      try {
        return await buffer.take();
      } catch (error) {
        await pause(error, signal);
      }
    }
    return undefined;
  };
  const send = async (batch: SealedBatch, signal: AbortSignal): Promise<void> => {
    for (let attempts = 0; ; attempts++) {
      try {
        await gate.ready(signal);
        const outcomes = await attempt(options, batch, attempts > 0, signal);
        gate.succeeded();
        options.onAnswer();
        settle(batch, outcomes);
        return;
      } catch (error) {
        if (isStopped) return; // It stays in the buffer.
        await pause(error, signal);
      }
    }
  };
  const sendWaiting = async (): Promise<void> => {
    const controller = new AbortController();
    controllers.add(controller);
    try {
      while (!isStopped) {
        const batch = await take(controller.signal);
        if (batch === undefined) return;
        if (buffer.hasSealed()) wake();
        await send(batch, controller.signal);
      }
    } finally {
      controllers.delete(controller);
    }
  };
  const wake = (): void => {
    if (running.size >= concurrency || isStopped) return;
    const loop = sendWaiting().finally(() => {
      running.delete(loop);
      // Something may have come between the last look and now.
      if (buffer.hasSealed()) wake();
      else if (!isStopped) options.onFree();
    });
    running.add(loop);
  };
  return {
    wake,
    isFree: () => running.size < concurrency,
    async stop() {
      isStopped = true;
      for (const controller of controllers) controller.abort();
      await Promise.allSettled(running);
    },
  };
}

/** @throws where the same may succeed later. */
async function attempt(
  { transport, buffer }: SenderOptions,
  batch: SealedBatch,
  isRepeated: boolean,
  signal: AbortSignal,
): Promise<readonly Outcome[]> {
  const { key, entries, createdAt, recovered } = batch;
  const isForgotten = (isRepeated || recovered) && Date.now() - createdAt >= KEY_LIFE_MS;
  if (!isForgotten) return deliver(transport, buffer, batch, { key, entries }, signal);
  const stored = await findStored(transport, batch, signal);
  const sent = await deliver(transport, buffer, batch, missingPart(batch, stored), signal);
  const rest = sent.values();
  return entries.map((_, place): Outcome => {
    if (stored.has(place)) return { stored: true, traceId: undefined };
    return rest.next().value ?? { stored: false, status: 0, reason: 'it was not sent' };
  });
}

/** What a server lacks of a batch. A key that the server may still know goes with the same entries only. */
function missingPart({ key, entries }: SealedBatch, stored: ReadonlySet<number>): Part {
  if (stored.size === 0) return { key, entries };
  const missing = [...entries.keys()].filter((place) => !stored.has(place));
  return {
    key: `${key}:${missing.length}-${digestOf(missing.join())}`,
    entries: missing.map((place) => entries[place] ?? ''),
  };
}

function lettersOf(batch: SealedBatch, outcomes: readonly Outcome[]): readonly DeadLetter[] {
  const at = new Date().toISOString();
  return outcomes.flatMap((outcome, place): DeadLetter[] => {
    if (outcome.stored) return [];
    const { status, reason } = outcome;
    return [
      {
        kind: batch.kind,
        text: batch.entries[place] ?? '',
        reason,
        status,
        at,
        id: letterId({ key: batch.key, place }),
      },
    ];
  });
}
