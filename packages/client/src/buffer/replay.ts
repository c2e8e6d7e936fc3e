import { digestOf } from '../model/digest.js';
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
    key: `${shortened(first.id)}+${letters.length}`,
    createdAt: Date.parse(first.at),
    entries: letters.map(({ text }) => text),
  };
}

/** Longer ids are those of letters that were replayed again and again. A key has at most 255 characters. */
const MAX_ID_LENGTH = 120;

/** The beginning of a long id, which is random, and a digest of the whole. */
function shortened(id: string): string {
  return id.length <= MAX_ID_LENGTH ? id : `${id.slice(0, MAX_ID_LENGTH / 2)}~${digestOf(id)}`;
}
