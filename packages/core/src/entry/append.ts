import type * as t from 'io-ts';
import { malformedWith } from '../errors/malformed.js';
import type { Timestamp } from '../time/instant.js';
import type { ProjectScope } from './cursor-page.js';
import { type DecodedBatch, decodeBatch, type IngestContext } from './decode-batch.js';
import type { EntryStore } from './entry-store.js';
import { fingerprintOf } from './fingerprint.js';
import type { BatchForm, BatchOutcome } from './keyed-batch.js';
import { refuseForeignProject } from './projects.js';

export interface AppendOptions extends ProjectScope {
  /**
   * Makes it safe to repeat the batch: with the same key and input it is stored once, and gets the same answer. The same input
   * in another form is refused.
   */
  readonly idempotencyKey?: string | undefined;
}

interface Owned {
  readonly timestamp: Timestamp;
  readonly project: string;
}

/** Stores a batch completely, or not at all if any item is malformed. */
export async function append<T extends Owned, O, F>(
  codec: t.Type<T, O, unknown>,
  store: EntryStore<T, F>,
  input: unknown,
  context: IngestContext,
  options: AppendOptions,
): Promise<readonly string[]> {
  const decoded = decodeBatch(codec, input, context);
  if (decoded.issues.length > 0) throw malformedWith(decoded.issues);
  const { traceIds } = await storeDecoded(store, decoded, 'whole', input, options);
  return traceIds.filter((traceId) => traceId !== null);
}

/** Stores the well-formed items of a batch. */
export async function appendPartial<T extends Owned, O, F>(
  codec: t.Type<T, O, unknown>,
  store: EntryStore<T, F>,
  input: unknown,
  context: IngestContext,
  options: AppendOptions,
): Promise<BatchOutcome> {
  const decoded = decodeBatch(codec, input, context);
  return storeDecoded(store, decoded, 'partial', input, options);
}

async function storeDecoded<T extends Owned, F>(
  store: EntryStore<T, F>,
  { entries, issues }: DecodedBatch<T>,
  form: BatchForm,
  input: unknown,
  { projects = 'all', idempotencyKey: key, signal }: AppendOptions,
): Promise<BatchOutcome> {
  const stored = entries.filter((entry) => entry !== null);
  for (const { value } of stored) refuseForeignProject(projects, value.project);
  if (key !== undefined) {
    return store.appendOnce({ entries, issues, form, key, fingerprint: fingerprintOf(input) }, { signal });
  }
  await store.append({ entries: stored }, { signal });
  return { traceIds: entries.map((entry) => entry?.traceId ?? null), issues };
}
