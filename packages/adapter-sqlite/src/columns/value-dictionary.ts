import { type LargeInteger, type Scalar, textOf } from '@memex/core/toolkit';
import type { ReadValues } from '../protocol/columns.js';
import { computeHalves, computeHash, type HashHalves } from '../schema/hash.js';
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

  /** The code of a value, which is added if it is new. @param hashOf - Gives the hash of a value. */
  encode(value: Scalar, hashOf: (value: Scalar) => HashHalves): number {
    const { upper, lower } = hashOf(value);
    const code = this.dictionary.encode(upper, lower);
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

  /** What it has, by its codes. */
  read(): ReadValues {
    return { hashes: this.dictionary.hashes(), integers: this.integers };
  }

  /** The codes that the values of another dictionary have here, by their codes there. They are added if they are new. */
  adoptAll({ hashes, integers }: ReadValues): Int32Array {
    const own = this.dictionary.adoptAll(hashes);
    for (const [code, integer] of integers) this.integers.set(own[code] ?? 0, integer);
    return own;
  }

  /** The code that a value of another dictionary has here. It is added if it is new. */
  adopt(other: ValueDictionary, code: number): number {
    const own = this.dictionary.adopt(other.dictionary, code);
    const integer = other.integers.get(code);
    if (integer !== undefined) this.integers.set(own, integer);
    return own;
  }
}

/** Returns a function that hashes values. It remembers some texts, as long as they come again: let go of it soon. */
export function createHasher(): (value: Scalar) => HashHalves {
  const recent = new Map<string, HashHalves>();
  let worth = MAX_RECENT;
  return (value) => {
    if (typeof value !== 'string' || worth < 0) return computeHalves(keyOf(value));
    const known = recent.get(value);
    worth += known === undefined ? -1 : 1;
    const halves = known ?? computeHalves(keyOf(value));
    if (recent.size < MAX_RECENT) recent.set(value, halves);
    return halves;
  };
}

const MAX_RECENT = 10_000;

/** About what an entry of a map takes with its text. */
const BYTES_OF_INTEGER = 150;

/** Values of different types that have the same text are different values. */
function keyOf(value: Scalar): string {
  return `${typeof value} ${textOf(value)}`;
}
