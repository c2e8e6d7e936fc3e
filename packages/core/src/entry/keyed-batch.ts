import type * as t from 'io-ts';
import { labels } from '../codec/label.js';
import { number, text } from '../codec/leaf.js';
import { list } from '../codec/list.js';
import { record, required } from '../codec/record.js';
import { KeyReusedError } from '../errors/errors.js';
import type { Issue } from '../errors/issue.js';
import { MICROS_PER_DAY } from '../time/instant.js';
import type { NewEntry } from './entry.js';

/** How long a store keeps an idempotency key at least, in microseconds. */
export const KEY_TTL_MICROS: number = MICROS_PER_DAY;

/** How a batch is stored: completely or not at all, or only its well-formed items. */
export type BatchForm = 'whole' | 'partial';

/** A batch that is stored once, however often it is sent. */
export interface KeyedBatch<T> {
  /** Chosen by the caller. The store compares it exactly. */
  readonly key: string;
  /** A digest of the batch as it was sent. It tells a repeated batch from a different one with the same key. */
  readonly fingerprint: string;
  readonly form: BatchForm;
  /** One for each item of the batch, in order; null if the item was refused. */
  readonly entries: readonly (NewEntry<T> | null)[];
  /** What is wrong with the refused items. */
  readonly issues: readonly Issue[];
}

/** What became of the items of a batch. */
export interface BatchOutcome {
  /** One for each item, in order; null if the item was refused. */
  readonly traceIds: readonly (string | null)[];
  readonly issues: readonly Issue[];
}

const KeptIssue = record('KeptIssue', { path: required(text), message: required(text) });

/** What a store keeps of a batch, besides its fingerprint and trace ids, as JSON. */
export const KeptForm = record('KeptForm', {
  form: required(labels('BatchForm', ['whole', 'partial'])),
  /** The positions of the refused items. */
  refused: required(list(number)),
  /** What is wrong with them. The name is that of earlier versions, whose stores remain readable. */
  faults: required(list(KeptIssue)),
});
export type KeptForm = t.TypeOf<typeof KeptForm>;

/** What a store keeps under a key. */
export interface KeptBatch {
  readonly fingerprint: string;
  /** The trace ids of the stored items, in order. */
  readonly traceIds: readonly string[];
  /** `undefined` if the key was stored by a version without forms. */
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
 * The outcome of the first batch with a key, for a later batch with the same key. The items of the later batch are not looked
 * at. If the key was stored without a form, the first batch is assumed to have had the same items, as long as their number
 * fits.
 *
 * @throws KeyReusedError if it is a different batch, or the same in another form.
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
