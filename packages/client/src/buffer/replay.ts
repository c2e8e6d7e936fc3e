import type { DeadLetter, EntryKind } from '../model/errors.js';
import type { BatchStart } from './buffer.js';

/** Dead letters that are sent again together. */
export interface ReplayedBatch extends BatchStart {
  readonly kind: EntryKind;
  readonly entries: readonly string[];
}

/**
 * Dead letters as batches, in order. The same letters make the same batches with the same keys: a replay that was interrupted and is
 * repeated stores nothing twice.
 */
export function* replayBatches(letters: Iterable<DeadLetter>, size: number): Generator<ReplayedBatch> {
  let batch: DeadLetter[] = [];
  for (const letter of letters) {
    if (batch.length >= size || (batch[0] !== undefined && batch[0].kind !== letter.kind)) {
      yield batchOf(batch);
      batch = [];
    }
    batch.push(letter);
  }
  if (batch.length > 0) yield batchOf(batch);
}

function batchOf(letters: readonly DeadLetter[]): ReplayedBatch {
  const [first] = letters;
  if (first === undefined) throw new TypeError('a batch has a first letter');
  return {
    kind: first.kind,
    key: `${first.id}+${letters.length}`,
    createdAt: Date.parse(first.at),
    entries: letters.map(({ text }) => text),
  };
}
