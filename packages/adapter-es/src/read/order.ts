import type { estypes } from '@elastic/elasticsearch';
import { malformed, type Position } from '@memex/core';

type Direction = 'asc' | 'desc';

/**
 * The order of entries: by instant to the microsecond, then by trace id. Documents of the Python service have neither field: they
 * are ordered by the millisecond of their timestamp, then by where they are and in what order they came there. The keys together name
 * one document and never change, so that a position needs no state in the cluster.
 */
export function orderBy(direction: Direction, idField: string): estypes.SortCombinations[] {
  const first = direction === 'asc' ? '_first' : '_last';
  return [
    { timestamp: { order: direction, missing: 0, unmapped_type: 'date' } },
    { 'memex.at': { order: direction, missing: 0, unmapped_type: 'long' } },
    { 'memex.id': { order: direction, missing: first, unmapped_type: 'keyword' } },
    { _index: direction },
    { _seq_no: direction },
    { [`${idField}.keyword`]: { order: direction, missing: first, unmapped_type: 'keyword' } },
  ];
}

export function positionOf(sort: estypes.SortResults): Position {
  return JSON.stringify(sort);
}

/** @throws MalformedError where the position is none. */
export function readPosition(position: Position): estypes.SortResults {
  const values = parse(position);
  if (
    !Array.isArray(values) ||
    values.length !== SHAPE.length ||
    !values.every((value, key) => SHAPE[key]?.(value))
  )
    throw malformed('cursor', 'must be a cursor of this store');
  return values;
}

const isWhole = (value: unknown): boolean => Number.isSafeInteger(value);
const isText = (value: unknown): boolean => typeof value === 'string';
const isTextOrNull = (value: unknown): boolean => value === null || isText(value);

/** What the values of a position are, key by key. */
const SHAPE: readonly ((value: unknown) => boolean)[] = [
  isWhole,
  isWhole,
  isTextOrNull,
  isText,
  isWhole,
  isTextOrNull,
];

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
