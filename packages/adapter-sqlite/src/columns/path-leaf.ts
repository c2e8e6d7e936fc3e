import { randomUUID } from 'node:crypto';
import type { FieldPath } from '@memex/core/ports';
import { parseJson, type Scalar, scalarOf, valuesAt } from '@memex/core/toolkit';
import type { Connection } from '../schema/connection.js';
import type { Part } from './chunk.js';

/** Reads a whole message by its id. */
export type ReadMessage = (id: number) => unknown;

/** Reads messages by their ids, one by one. */
export function reading(connection: Connection): ReadMessage {
  return (id) => {
    const [json] = connection.prepare('SELECT json FROM messages_text WHERE id = ?').get(id) ?? [];
    return parseJson(String(json));
  };
}

/** Longer texts are read one by one, so that a chunk never takes more memory than its rows times this. */
const MAX_TEXT_BYTES = 16 * 1024;

/** Begins what stands in place of a leaf. Nobody can know it, so no message has an object with this key. */
const MARK = randomUUID();

/**
 * Reads what is at a path. SQLite finds the leaf in a quarter of the time that parsing the text takes, and keeps every digit of a
 * number. It does not look into lists on the way: where there is one, it hands over the top member, where JavaScript looks.
 */
export function leafPart(path: FieldPath): Part {
  const keys = path.split('.');
  const top = `t.json -> ${pathTo(keys.slice(0, 1))}`;
  const marked = `'{"${MARK}":' || (${top}) || '}'`;
  return {
    each: `CASE WHEN octet_length(t.json) > ${MAX_TEXT_BYTES} THEN '{"${MARK}":' || e.id || '}' ELSE ${leafOf(keys, marked)} END`,
    together: (column) => `group_concat(${column})`,
    needsText: true,
  };
}

function leafOf(keys: readonly string[], marked: string): string {
  if (!keys.every((key) => PLAIN_KEY.test(key))) return `ifnull(${marked}, 'null')`;
  const leaf = `t.json -> ${pathTo(keys)}`;
  const types = keys.slice(1).map((_, index) => `json_type(t.json, ${pathTo(keys.slice(0, index + 1))})`);
  if (types.length === 0) return `ifnull(${leaf}, 'null')`;
  return `ifnull(${leaf}, CASE WHEN 'array' IN (${types.join(', ')}) THEN ${marked} ELSE 'null' END)`;
}

/** A key that the path syntax of SQLite has no way to write is looked for in JavaScript. */
const PLAIN_KEY = /^[^"\\\p{Cc}\p{Cs}]+$/u;

function pathTo(keys: readonly string[]): string {
  return `'$${keys.map((key) => `."${key.replaceAll("'", "''")}"`).join('')}'`;
}

/** The values of each row of a chunk, from what {@link leafPart} read. */
export function leafValues(
  path: FieldPath,
  read: string,
  readMessage: ReadMessage,
): readonly (readonly Scalar[])[] {
  const text = `[${read}]`;
  const leaves: unknown = MAY_HAVE_LARGE.test(text) ? parseJson(text) : JSON.parse(text);
  if (!Array.isArray(leaves)) throw new TypeError('a list in brackets is a list');
  const [top = ''] = path.split('.');
  const valuesOf = valuesAt(path);
  return leaves.map((leaf: unknown) => {
    if (typeof leaf !== 'object' || leaf === null) return scalarsIn(leaf);
    const instead = Object.getOwnPropertyDescriptor(leaf, MARK)?.value;
    if (instead === undefined) return scalarsIn(leaf);
    return valuesOf(typeof instead === 'number' ? readMessage(instead) : { [top]: instead });
  });
}

/**
 * Whether a text may have an integer that no double holds: 16 digits in a row that follow no point, or an exponent. All other numbers
 * are the doubles nearest to them, which plain parsing gives in half of the time.
 */
const MAY_HAVE_LARGE = /(?<![.\d])\d{16}|[\d.][eE][-+]?\d/;

/** Reads what is at a path in messages that are there, given by their ids, in the order of these. */
export function readLeaves(
  connection: Connection,
  path: FieldPath,
  ids: readonly number[],
): readonly (readonly Scalar[])[] {
  const { each, together } = leafPart(path);
  const [read] =
    connection
      .prepare(
        `SELECT ${together('leaf')} FROM (SELECT ${each} AS leaf FROM json_each(?) j
         CROSS JOIN messages e ON e.id = j.value CROSS JOIN messages_text t ON t.id = e.id)`,
      )
      .get(JSON.stringify(ids)) ?? [];
  return leafValues(path, String(read ?? ''), reading(connection));
}

const NONE: readonly Scalar[] = [];

function scalarsIn(value: unknown): readonly Scalar[] {
  if (Array.isArray(value)) return value.flatMap(scalarsIn);
  const scalar = scalarOf(value);
  return scalar === undefined ? NONE : [scalar];
}
