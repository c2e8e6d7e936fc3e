import { type LargeInteger, type Scalar, textOf } from '@memex/core/toolkit';
import { computeHash } from '../schema/hash.js';
import { Dictionary } from './dictionary.js';

/** Encodes values that are no doubles. It keeps hashes of texts, never the texts: an erased user's must not stay in memory. */
export class ValueDictionary {
  private readonly dictionary = new Dictionary();
  /** Integers are compared with others, so their digits are kept. */
  private readonly integers = new Map<number, LargeInteger>();

  get size(): number {
    return this.dictionary.size;
  }

  get bytes(): number {
    return this.dictionary.bytes + this.integers.size * BYTES_OF_INTEGER;
  }

  /** Returns a function that encodes values. It remembers some texts, as long as they come again: let go of it soon. */
  encoder(): (value: Scalar) => number {
    const recent = new Map<string, number>();
    let worth = MAX_RECENT;
    return (value) => {
      if (typeof value !== 'string' || worth < 0) return this.encode(value);
      const known = recent.get(value);
      worth += known === undefined ? -1 : 1;
      const code = known ?? this.encode(value);
      if (recent.size < MAX_RECENT) recent.set(value, code);
      return code;
    };
  }

  private encode(value: Scalar): number {
    const code = this.dictionary.encodeHash(computeHash(keyOf(value)));
    if (typeof value === 'object') this.integers.set(code, value);
    return code;
  }

  /** The code of a value; `NO_CODE` if it was never encoded. */
  find(value: Scalar): number {
    return this.dictionary.find(computeHash(keyOf(value)));
  }

  /** The integer that a code stands for, if it stands for one. */
  integerOf(code: number): LargeInteger | undefined {
    return this.integers.get(code);
  }

  /** The code that a value of another dictionary has here. It is added if it is new. */
  adopt(other: ValueDictionary, code: number): number {
    const own = this.dictionary.adopt(other.dictionary, code);
    const integer = other.integers.get(code);
    if (integer !== undefined) this.integers.set(own, integer);
    return own;
  }
}

const MAX_RECENT = 10_000;

/** About what an entry of a map takes with its text. */
const BYTES_OF_INTEGER = 150;

/** Values of different types that have the same text are different values. */
function keyOf(value: Scalar): string {
  return `${typeof value} ${textOf(value)}`;
}
