import type * as t from 'io-ts';
import type { CallOptions } from '../call.js';
import { type Fault, refusal } from '../errors.js';
import type { Timestamp } from '../time/instant.js';
import type { NewEntry } from './entry.js';
import type { EntryStore } from './entry-store.js';
import { fingerprintOf } from './fingerprint.js';
import type { Scoped } from './listing.js';
import { refuseForeignProject } from './projects.js';
import { type Reception, receiveBatch } from './receive.js';

export interface AppendOptions extends Scoped {
  /** Makes repeating the batch safe: the same key with the same input stores once, and answers the same trace ids. */
  readonly idempotencyKey?: string | undefined;
}

/** What became of each item of a batch that is stored in part. */
export interface PartialOutcome {
  /** In the order of the input; null where the item was refused. */
  readonly traceIds: readonly (string | null)[];
  readonly faults: readonly Fault[];
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
  const { entries, faults } = receiveBatch(codec, input, reception);
  if (faults.length > 0) throw refusal(faults);
  return storeEntries(store, entries.filter(isDefined), input, options);
}

/** Stores the well-formed items of a batch. */
export async function appendPartial<T extends Received, O, F>(
  codec: t.Type<T, O, unknown>,
  store: EntryStore<T, F>,
  input: unknown,
  reception: Reception,
  options: AppendOptions,
): Promise<PartialOutcome> {
  const { entries, faults } = receiveBatch(codec, input, reception);
  const stored = await storeEntries(store, entries.filter(isDefined), input, options);
  const rest = stored.values();
  return {
    traceIds: entries.map((entry) => (entry === undefined ? null : (rest.next().value ?? null))),
    faults,
  };
}

function storeEntries<T extends Received, F>(
  store: EntryStore<T, F>,
  entries: readonly NewEntry<T>[],
  input: unknown,
  { projects = 'all', idempotencyKey, ...options }: AppendOptions & CallOptions,
): Promise<readonly string[]> {
  for (const { value } of entries) refuseForeignProject(projects, value.project);
  const idempotency =
    idempotencyKey === undefined ? undefined : { key: idempotencyKey, fingerprint: fingerprintOf(input) };
  return store.append({ entries, idempotency }, options);
}

function isDefined<A>(value: A | undefined): value is A {
  return value !== undefined;
}
