import type { estypes } from '@elastic/elasticsearch';
import type { Position } from '@memex/core/ports';
import { malformed } from '@memex/core/toolkit';

type Direction = 'asc' | 'desc';

/** An order of entries: what to sort by, and how its sort values and positions become one another. */
export interface Order {
  readonly sort: estypes.SortCombinations[];
  readonly positionOf: (values: estypes.SortResults) => Position;
  /** @throws MalformedError where the position is none. */
  readonly valuesAt: (position: Position) => estypes.SortResults;
}

/** Where an entry is in the order; what only older documents need is empty for others. */
type Place = readonly [
  millis: number,
  at: number,
  id: string | null,
  index: string,
  seqNo: number,
  name: string | null,
];

const AT = { missing: 0, unmapped_type: 'long' } as const;

/** The order of what Memex wrote: by instant to the microsecond, then by trace id. */
export function ownOrder(direction: Direction): Order {
  return {
    sort: [{ 'memex.at': { ...AT, order: direction } }, { 'memex.id': id(direction) }],
    positionOf: ([at, id]) => JSON.stringify([Math.floor(Number(at) / 1_000), at, id, '', -1, null]),
    valuesAt: (position) => {
      const [millis, at, id] = readPosition(position);
      return [at === 0 ? millis * 1_000 : at, id];
    },
  };
}

/**
 * The order where documents of the Python service are among them, which have neither field: by the millisecond of their timestamp,
 * then by where they are, in what order they came there, and how they are named. The keys together name one document and never
 * change, so that a position needs no state in the cluster. They cost more time than the two of {@link ownOrder}.
 */
export function mixedOrder(direction: Direction, nameField: string): Order {
  return {
    sort: [
      { timestamp: { order: direction, missing: 0, unmapped_type: 'date' } },
      { 'memex.at': { ...AT, order: direction } },
      { 'memex.id': id(direction) },
      { _index: direction },
      { _seq_no: direction },
      { [`${nameField}.keyword`]: id(direction) },
    ],
    positionOf: (values) => JSON.stringify(values),
    valuesAt: (position) => [...readPosition(position)],
  };
}

function id(direction: Direction): estypes.FieldSort {
  return { order: direction, missing: direction === 'asc' ? '_first' : '_last', unmapped_type: 'keyword' };
}

function readPosition(position: Position): Place {
  const values = parse(position);
  if (!isPlace(values)) throw malformed('cursor', 'must be a cursor of this store');
  return values;
}

function isPlace(values: unknown): values is Place {
  return (
    Array.isArray(values) && values.length === SHAPE.length && SHAPE.every((holds, key) => holds(values[key]))
  );
}

const isWhole = (value: unknown): boolean => Number.isSafeInteger(value);
const isText = (value: unknown): boolean => typeof value === 'string';
const isTextOrNull = (value: unknown): boolean => value === null || isText(value);

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
