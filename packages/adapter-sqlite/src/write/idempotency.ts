import { hash } from 'node:crypto';
import type { Connection } from '../schema/connection.js';
import { Refusal } from '../thread/failure.js';
import type { AppendRequest } from '../thread/protocol.js';

/** A day, in microseconds. */
const KEPT_FOR = 86_400_000_000;

/** Expired keys that each new one removes: more than one, so that they become fewer; few, so that nobody waits. */
const REMOVED_AT_ONCE = 10;

/**
 * The trace ids of the earlier batch with the same key; `undefined` where there is none. Call it in the transaction that stores the
 * batch: its lock decides which of several batches is the first.
 *
 * @throws Refusal where the key came with another batch.
 */
export function recallBatch(
  connection: Connection,
  { table, idempotency }: AppendRequest,
): readonly string[] | undefined {
  if (idempotency === undefined) return undefined;
  const row = connection
    .prepare('SELECT fingerprint, trace_ids FROM idempotency_keys WHERE key_digest = ?')
    .get(digestOf(table, idempotency.key));
  if (row === undefined) return undefined;
  if (row[0] !== idempotency.fingerprint) throw new Refusal({ code: 'key_reused', reopen: false });
  return String(row[1]).split('\n');
}

/** Keeps what {@link recallBatch} answers to the same key from now on. */
export function rememberBatch(connection: Connection, { table, idempotency, rows }: AppendRequest): void {
  if (idempotency === undefined) return;
  const { key, fingerprint, now } = idempotency;
  connection
    .prepare('INSERT INTO idempotency_keys (key_digest, fingerprint, trace_ids, at) VALUES (?, ?, ?, ?)')
    .run(digestOf(table, key), fingerprint, rows.map(({ traceId }) => traceId).join('\n'), now);
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
