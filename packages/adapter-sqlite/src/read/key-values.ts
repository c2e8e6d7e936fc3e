import type { KeyValue } from '@memex/core/ports';
import type { ValuesInput } from '../protocol/reads.js';
import type { Connection } from '../schema/connection.js';

/** The value of a key; `undefined` if it has none. */
export function readValue(connection: Connection, space: string, key: string): string | undefined {
  const row = connection.prepare('SELECT value FROM key_values WHERE space = ? AND key = ?').get(space, key);
  return row === undefined ? undefined : String(row[0]);
}

/** The entries of a space. SQLite compares texts by their bytes, which is the order of code points. */
export function readValues(
  connection: Connection,
  { space, limit, order, after }: ValuesInput,
): readonly KeyValue[] {
  const [comparison, direction] = order === 'ascending' ? ['>', 'ASC'] : ['<', 'DESC'];
  const begin = after === undefined ? '' : `AND key ${comparison} ?`;
  return connection
    .prepare(`SELECT key, value FROM key_values WHERE space = ? ${begin} ORDER BY key ${direction} LIMIT ?`)
    .all(space, ...(after === undefined ? [] : [after]), limit)
    .map(([key, value]) => ({ key: String(key), value: String(value) }));
}
