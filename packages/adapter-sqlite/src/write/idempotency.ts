import { hash } from 'node:crypto';
import type { AppendRequest, KeptRow } from '../protocol/writes.js';
import type { Connection } from '../schema/connection.js';

/** A day, in microseconds. */
const KEPT_FOR = 86_400_000_000;

/** Expired keys that each new one removes: more than one, so that they become fewer; few, so that nobody waits. */
const REMOVED_AT_ONCE = 10;

/**
 * What is kept of the earlier batch with the same key; `undefined` where there is none. Call it in the transaction that stores the
 * batch: its lock decides which of several batches is the first.
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

/** Keeps what {@link recallBatch} answers to the same key from now on. */
export function rememberBatch(connection: Connection, { table, idempotency, rows }: AppendRequest): void {
  if (idempotency === undefined) return;
  const { key, fingerprint, form, now } = idempotency;
  const traceIds = rows.map(({ traceId }) => traceId).join('\n');
  connection
    .prepare(
      'INSERT INTO idempotency_keys (key_digest, fingerprint, trace_ids, form, at) VALUES (?, ?, ?, ?, ?)',
    )
    .run(digestOf(table, key), fingerprint, traceIds, form, now);
  connection
    .prepare(
      `DELETE FROM idempotency_keys WHERE key_digest IN (
         SELECT key_digest FROM idempotency_keys WHERE at < ? ORDER BY at LIMIT ${REMOVED_AT_ONCE})`,
    )
    .run(now - KEPT_FOR);
}

/** Callers choose keys, and may put a user's name in: only a digest is kept. */
function digestOf(table: string, key: string): string {
  return hash('sha256', `${table} ${key}`, 'hex');
}
