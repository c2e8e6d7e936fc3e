import type * as t from 'io-ts';
import { refusal } from '../errors.js';
import type { Timestamp } from '../time/instant.js';
import type { EntryStore } from './entry-store.js';
import { fingerprintOf } from './fingerprint.js';
import type { BatchOutcome, KeyedBatch } from './keyed-batch.js';
import type { Scoped } from './listing.js';
import { refuseForeignProject } from './projects.js';
import { type Reception, receiveBatch } from './receive.js';

export interface AppendOptions extends Scoped {
  /** Makes repeating the batch safe: the same key with the same input stores once, and answers the same. In another form it is refused. */
  readonly idempotencyKey?: string | undefined;
}

interface Received {
  readonly timestamp: Timestamp;
  readonly project: string;
}

/** Stores all of a batch or, where any item is malformed, nothing. */
export async function append<T extends Received, O, F>(
  codec: t.Type<T, O, unknown>,
  store: EntryStore<T, F>,
  input: unknown,
  reception: Reception,
  options: AppendOptions,
): Promise<readonly string[]> {
  const received = receiveBatch(codec, input, reception);
  if (received.faults.length > 0) throw refusal(received.faults);
  const { traceIds } = await storeReceived(store, { ...received, form: 'whole', input }, options);
  return traceIds.filter((traceId) => traceId !== null);
}

/** Stores the well-formed items of a batch. */
export async function appendPartial<T extends Received, O, F>(
  codec: t.Type<T, O, unknown>,
  store: EntryStore<T, F>,
  input: unknown,
  reception: Reception,
  options: AppendOptions,
): Promise<BatchOutcome> {
  const received = receiveBatch(codec, input, reception);
  return storeReceived(store, { ...received, form: 'partial', input }, options);
}

interface ReceivedBatch<T> extends Pick<KeyedBatch<T>, 'entries' | 'faults' | 'form'> {
  readonly input: unknown;
}

async function storeReceived<T extends Received, F>(
  store: EntryStore<T, F>,
  { input, ...batch }: ReceivedBatch<T>,
  { projects = 'all', idempotencyKey: key, ...options }: AppendOptions,
): Promise<BatchOutcome> {
  const entries = batch.entries.filter((entry) => entry !== null);
  for (const { value } of entries) refuseForeignProject(projects, value.project);
  if (key !== undefined) {
    return store.appendOnce({ ...batch, key, fingerprint: fingerprintOf(input) }, options);
  }
  await store.append({ entries }, options);
  return { traceIds: batch.entries.map((entry) => entry?.traceId ?? null), faults: batch.faults };
}
