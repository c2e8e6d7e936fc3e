import type { DeadLetter } from '../model/errors.js';
import type { Ticket } from './batcher.js';
import type { Outcome } from './deliver.js';

/** What became of a batch. */
export interface BatchResult {
  readonly outcomes: readonly Outcome[];
  readonly letters: readonly DeadLetter[];
}

interface Waiting {
  readonly promise: Promise<BatchResult>;
  resolve(result: BatchResult): void;
  reject(error: unknown): void;
}

/** Who waits for batches. */
export interface Acknowledgements {
  /** Resolves with the result of the batch of a ticket. */
  wait(ticket: Ticket): Promise<BatchResult>;
  settled(key: string, result: BatchResult): void;
  /** Nothing will come any more. */
  fail(error: unknown): void;
}

export function createAcknowledgements(): Acknowledgements {
  const waiting = new Map<string, Waiting>();
  return {
    wait({ key }) {
      const known = waiting.get(key);
      if (known !== undefined) return known.promise;
      const made = withResolvers();
      waiting.set(key, made);
      return made.promise;
    },
    settled(key, result) {
      waiting.get(key)?.resolve(result);
      waiting.delete(key);
    },
    fail(error) {
      for (const { reject } of waiting.values()) reject(error);
      waiting.clear();
    },
  };
}

function withResolvers(): Waiting {
  let resolve: Waiting['resolve'] = () => undefined;
  let reject: Waiting['reject'] = () => undefined;
  const promise = new Promise<BatchResult>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}
