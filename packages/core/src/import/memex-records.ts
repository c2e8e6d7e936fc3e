import { identifier } from '../codec/leaf.js';
import { isPlainObject } from '../codec/must-be.js';
import { parseJson } from '../json/exact-json.js';
import type { ImportItem, ImportMapping, MappedPart } from './import-mapping.js';
import { type Foreign, nonEmptyText } from './values.js';

/**
 * Reads what `memex export` writes: messages and logs with their trace ids, as NDJSON or as rows of CSV, and the messages of an export of a user.
 *
 * @param project - Replaces the project of each.
 * @param cells - Whether the fields of a value are cells of a table, which are texts.
 */
export function memexRecords(project: string | undefined, cells: boolean): ImportMapping {
  return {
    *partsOf({ value: line }: ImportItem): Generator<MappedPart> {
      const kindOfLine = ofUser(line);
      if (kindOfLine === 'analytic' || kindOfLine === 'summary')
        return yield { kind: 'ignored', what: kindOfLine };
      const value = kindOfLine === 'message' ? Object(line).message : line;
      const refused = (reason: string): MappedPart => ({ kind: 'refused', at: '', original: value, reason });
      if (!isPlainObject(value)) return yield refused('must be an object');
      if ('descriptor' in value && 'result' in value)
        return yield refused('is an analytic: define it on the server, which computes its result again');
      let record: Foreign = value;
      try {
        if (cells) record = recordOf(value);
      } catch (error) {
        if (!(error instanceof NotJsonError)) throw error;
        return yield refused(error.message);
      }
      const kind = 'logId' in record && !('messageId' in record) ? 'log' : 'message';
      const { traceId } = record;
      if (traceId !== undefined && traceId !== null && !identifier.is(traceId))
        return yield refused(`traceId must be ${identifier.expected}`);
      const input = project === undefined ? record : { ...record, project };
      yield { kind, at: '', original: value, input, traceId: nonEmptyText(traceId) };
    },
  };
}

/** An export of a user has objects with one member, which tells what it is. */
function ofUser(line: unknown): string | undefined {
  const [name, ...others] = isPlainObject(line) ? Object.keys(line) : [];
  return others.length === 0 ? name : undefined;
}

/** The columns whose cells are JSON. */
const JSON_COLUMNS: ReadonlySet<string> = new Set(['content', 'metadata', 'intent', 'entities']);

/** The columns in which an empty cell is an empty text, and not a missing value. */
const TEXT_COLUMNS: ReadonlySet<string> = new Set(['channel', 'component', 'severity', 'logContent']);

class NotJsonError extends Error {}

function recordOf(row: Foreign): Foreign {
  const record: Record<string, unknown> = {};
  for (const [column, cell] of Object.entries(row)) {
    if (cell === '' && !TEXT_COLUMNS.has(column)) continue;
    record[column] = JSON_COLUMNS.has(column) ? jsonIn(column, String(cell)) : cell;
  }
  return record;
}

function jsonIn(column: string, cell: string): unknown {
  try {
    return parseJson(cell);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new NotJsonError(`${column} must be JSON`);
  }
}
