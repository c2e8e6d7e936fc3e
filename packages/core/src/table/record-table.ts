import { isCodec } from '../codec/is-codec.js';
import { isPlainObject } from '../codec/must-be.js';
import type { Fields } from '../codec/record.js';
import type { Member } from '../codec/tagged.js';
import type { TimestampCodec } from '../codec/timestamp.js';
import type { TimeZone } from '../time/zone.js';
import { type Cell, cellOf } from './cell.js';
import { createZonedTimes } from './time-cell.js';

/** The column with the name of the time zone of all times in its row. */
export const ZONE_COLUMN = 'timeZone';

/** How records become rows. */
export interface RecordTable {
  readonly columns: readonly string[];
  rowOf(record: unknown): readonly Cell[];
}

/**
 * A table of records. Its columns are the fields of the codec, in their order, then `more`. Times are as in
 * {@link createZonedTimes}, and the last column, `timeZone`, names their zone. Objects and lists are JSON.
 *
 * @param codec - A record, or several: then each field of any of them is a column.
 */
export function createRecordTable(codec: Member, zone: TimeZone, more: readonly string[] = []): RecordTable {
  const fields = fieldsOf(codec);
  const times = new Set(fields.filter(([, field]) => isTime(field)).map(([name]) => name));
  const names = [...new Set([...fields.map(([name]) => name), ...more])];
  const zonedTime = createZonedTimes(zone);
  const cellIn = (record: Readonly<Record<string, unknown>>, name: string): Cell => {
    const value = record[name];
    return times.has(name) && typeof value === 'string' ? zonedTime(value) : cellOf(value);
  };
  return {
    columns: [...names, ZONE_COLUMN],
    rowOf: (record) => {
      const values = isPlainObject(record) ? record : {};
      return [...names.map((name) => cellIn(values, name)), zone];
    },
  };
}

type NamedField = readonly [name: string, field: Fields[string]];

function fieldsOf(codec: Member): readonly NamedField[] {
  return 'fields' in codec ? Object.entries(codec.fields) : codec.members.flatMap(fieldsOf);
}

function isTime({ codec }: Fields[string]): boolean {
  return isCodec<TimestampCodec>(codec, 'TimestampCodec');
}
