import { hash } from 'node:crypto';
import type { AppendRequest, KeptRow } from '../protocol/writes.js';
import type { Connection } from '../schema/connection.js';

/** How many expired keys each new key removes. More than one, so that they get fewer; few, so that nobody waits. */
const MAX_REMOVED_KEYS = 10;

/**
 * Finds the earlier batch with the same key; `undefined` if there is none. Call it in the transaction that stores the batch: the
 * transaction's lock decides which of several batches is first.
 */
export function recallBatch(
  connection: Connection,
  { table, idempotency }: AppendRequest,
): KeptRow | undefined {
  if (idempotency === undefined) return undefined;
  const row = connection
    .prepare('SELECT fingerprint, trace_ids, form FROM idempotency_keys WHERE key_digest = ?')
    .get(digestOf(table, idempotency.key));
  if (row === undefined) return undefined;
  const [fingerprint, traceIds, form] = row;
  return {
    fingerprint: String(fingerprint),
    traceIds: traceIds === '' ? [] : String(traceIds).split('\n'),
    form: form === null ? null : String(form),
  };
}

/** Stores a batch under its key, for {@link recallBatch} to find. */
export function rememberBatch(connection: Connection, { table, idempotency, rows }: AppendRequest): void {
  if (idempotency === undefined) return;
  const { key, fingerprint, form, now, expiredBefore } = idempotency;
  const traceIds = rows.map(({ traceId }) => traceId).join('\n');
  connection
    .prepare(
      'INSERT INTO idempotency_keys (key_digest, fingerprint, trace_ids, form, at) VALUES (?, ?, ?, ?, ?)',
    )
    .run(digestOf(table, key), fingerprint, traceIds, form, now);
  connection
    .prepare(
      `DELETE FROM idempotency_keys WHERE key_digest IN (
         SELECT key_digest FROM idempotency_keys WHERE at < ? ORDER BY at LIMIT ${MAX_REMOVED_KEYS})`,
    )
    .run(expiredBefore);
}

/** Only a digest is kept: callers choose keys, and may put a user's name in. */
function digestOf(table: string, key: string): string {
  return hash('sha256', `${table} ${key}`, 'hex');
}
