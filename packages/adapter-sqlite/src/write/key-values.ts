import type { PutValueInput } from '../protocol/writes.js';
import type { Connection } from '../schema/connection.js';

const INSERT = 'INSERT INTO key_values (space, key, value) VALUES (?, ?, ?) ON CONFLICT DO';

/** Gives a key a value, in place of an earlier one. */
export function putValue(connection: Connection, { space, key, value }: PutValueInput): void {
  connection.prepare(`${INSERT} UPDATE SET value = excluded.value`).run(space, key, value);
}

/** Gives a key a value unless it has one. @returns The value that it has then. */
export function putValueIfAbsent(connection: Connection, { space, key, value }: PutValueInput): string {
  connection.prepare(`${INSERT} NOTHING`).run(space, key, value);
  const select = connection.prepare('SELECT value FROM key_values WHERE space = ? AND key = ?');
  return String(select.get(space, key)?.[0]);
}

/** @returns How many entries were deleted. */
export function deleteValue(connection: Connection, space: string, key: string): number {
  return connection.prepare('DELETE FROM key_values WHERE space = ? AND key = ?').run(space, key);
}
