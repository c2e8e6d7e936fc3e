import type { estypes } from '@elastic/elasticsearch';
import type { Position } from '@memex/core/ports';
import { foreignCursor } from '@memex/core/toolkit';

type Direction = 'asc' | 'desc';

/** An order of entries: its sort keys, and how sort values and positions are converted. */
export interface Order {
  readonly sort: estypes.SortCombinations[];
  readonly positionOf: (values: estypes.SortResults) => Position;
  /** @throws MalformedError if the position is not valid. */
  readonly valuesAt: (position: Position) => estypes.SortResults;
}

/** The place of an entry in the order. Parts that only older documents need are empty otherwise. */
type Place = readonly [
  millis: number,
  at: number,
  id: string | null,
  index: string,
  seqNo: number,
  name: string | null,
];

const AT = { missing: 0, unmapped_type: 'long' } as const;

/** The order of entries that Memex wrote: by instant to the microsecond, then by trace id. */
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
 * The order if there are documents of the Python service, which have neither field: by the millisecond of their
 * timestamp, then by index, sequence number and own id. Together these keys identify one document and never change,
 * so that a position needs no state in the cluster. They are slower than the two keys of {@link ownOrder}.
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
  if (!isPlace(values)) throw foreignCursor();
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
