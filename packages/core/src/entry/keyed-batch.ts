import type * as t from 'io-ts';
import { labels } from '../codec/label.js';
import { number, text } from '../codec/leaf.js';
import { list } from '../codec/list.js';
import { record, required } from '../codec/record.js';
import { type Issue, KeyReusedError } from '../errors/errors.js';
import { MICROS_PER_DAY } from '../time/instant.js';
import type { NewEntry } from './entry.js';

/** How long a store keeps an idempotency key at least, in microseconds. */
export const KEY_TTL_MICROS: number = MICROS_PER_DAY;

/** How a batch is stored: all of it or nothing, or as many of its items as are well-formed. */
export type BatchForm = 'whole' | 'partial';

/** A batch that is stored once, however often it is sent. */
export interface KeyedBatch<T> {
  /** Chosen by the caller; the store compares it exactly. */
  readonly key: string;
  /** Digest of the batch as it was sent: tells a repeated batch from another one under the same key. */
  readonly fingerprint: string;
  readonly form: BatchForm;
  /** One for each item that was sent, in order; null where it was refused. */
  readonly entries: readonly (NewEntry<T> | null)[];
  /** What is wrong with the refused items. */
  readonly issues: readonly Issue[];
}

/** What became of the items of a batch. */
export interface BatchOutcome {
  /** One for each item, in order; null where it was refused. */
  readonly traceIds: readonly (string | null)[];
  readonly issues: readonly Issue[];
}

const KeptIssue = record('KeptIssue', { path: required(text), message: required(text) });

/** What a store keeps of a batch beside its fingerprint and its trace ids: plain JSON. */
export const KeptForm = record('KeptForm', {
  form: required(labels('BatchForm', ['whole', 'partial'])),
  /** The places of the refused items. */
  refused: required(list(number)),
  /** What is wrong with them. Stores of older versions have them under this name. */
  faults: required(list(KeptIssue)),
});
export type KeptForm = t.TypeOf<typeof KeptForm>;

/** What a store keeps under a key. */
export interface KeptBatch {
  readonly fingerprint: string;
  /** Those of the stored items, in order. */
  readonly traceIds: readonly string[];
  /** `undefined` where a version kept the key that did not keep forms yet. */
  readonly form: KeptForm | undefined;
}

/** What a store keeps of the first batch with a key. */
export function keptOf(batch: KeyedBatch<unknown>): KeptBatch {
  const traceIds = batch.entries.flatMap((entry) => (entry === null ? [] : [entry.traceId]));
  return { fingerprint: batch.fingerprint, traceIds, form: formOf(batch) };
}

function formOf({ form, entries, issues }: KeyedBatch<unknown>): KeptForm {
  const refused = entries.flatMap((entry, place) => (entry === null ? [place] : []));
  return { form, refused, faults: issues };
}

/**
 * What became of the items of the batch that was kept, for a batch that comes with its key. What its own items are now does not
 * count. Under a key without a form they are taken to be what they were then, as far as their number allows it.
 *
 * @throws KeyReusedError where it is another batch, or the same in another form.
 */
export function outcomeOf(kept: KeptBatch, batch: KeyedBatch<unknown>): BatchOutcome {
  const { form, refused, faults: issues } = kept.form ?? formOf(batch);
  const isSame = kept.fingerprint === batch.fingerprint && form === batch.form;
  if (!isSame || kept.traceIds.length + refused.length !== batch.entries.length) throw new KeyReusedError();
  const refusedPlaces = new Set(refused);
  const traceIds = kept.traceIds.values();
  return {
    traceIds: batch.entries.map((_, place) =>
      refusedPlaces.has(place) ? null : (traceIds.next().value ?? null),
    ),
    issues,
  };
}
