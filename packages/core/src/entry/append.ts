import type * as t from 'io-ts';
import { SuppressedError } from '../errors/errors.js';
import { type Issue, MAX_ISSUES } from '../errors/issue.js';
import { malformedWith } from '../errors/malformed.js';
import type { Timestamp } from '../time/instant.js';
import type { ProjectScope } from './cursor-page.js';
import { type DecodedBatch, decodeBatch, type IngestContext, type Owned } from './decode-batch.js';
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

interface Appended extends Owned {
  readonly timestamp: Timestamp;
}

/** Stores a batch completely, or not at all if any item is malformed. */
export async function append<T extends Appended, O, F>(
  codec: t.Type<T, O, unknown>,
  store: EntryStore<T, F>,
  input: unknown,
  context: IngestContext,
  options: AppendOptions,
): Promise<readonly string[]> {
  const decoded = decodeBatch(codec, input, context);
  if (decoded.issues.length > 0) throw malformedWith(decoded.issues);
  const suppressed = await suppressedIn(decoded, context, options);
  if (suppressed.length > 0) throw new SuppressedError(suppressed.map(({ issue }) => issue));
  const { traceIds } = await storeDecoded(store, decoded, 'whole', input, options);
  return traceIds.filter((traceId) => traceId !== null);
}

/** Stores the well-formed items of a batch. */
export async function appendPartial<T extends Appended, O, F>(
  codec: t.Type<T, O, unknown>,
  store: EntryStore<T, F>,
  input: unknown,
  context: IngestContext,
  options: AppendOptions,
): Promise<BatchOutcome> {
  const decoded = decodeBatch(codec, input, context);
  const suppressed = await suppressedIn(decoded, context, options);
  if (suppressed.length === 0) return storeDecoded(store, decoded, 'partial', input, options);
  const refused = new Set(suppressed.map(({ place }) => place));
  const entries = decoded.entries.map((entry, place) => (refused.has(place) ? null : entry));
  const issues = [...decoded.issues, ...suppressed.map(({ issue }) => issue)].slice(0, MAX_ISSUES);
  return storeDecoded(store, { entries, issues }, 'partial', input, options);
}

interface RefusedEntry {
  readonly place: number;
  readonly issue: Issue;
}

/** The entries of erased users, which are refused. */
async function suppressedIn<T extends Owned>(
  { entries }: DecodedBatch<T>,
  { refusedAmong }: IngestContext,
  options: AppendOptions,
): Promise<readonly RefusedEntry[]> {
  if (refusedAmong === undefined) return [];
  const values = entries.map((entry) => entry?.value ?? null);
  const places = await refusedAmong(values, { signal: options.signal });
  return [...places].map((place) => ({ place, issue: { path: `[${place}].userId`, message: ERASED } }));
}

const ERASED = 'is of a user who was erased, whose messages are refused';

async function storeDecoded<T extends Appended, F>(
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
