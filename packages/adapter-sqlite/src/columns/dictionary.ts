import type { Hashes } from '../protocol/columns.js';
import { grownInts } from './grown.js';

/** Stands for a missing value in a column of codes. */
export const NO_CODE = -1;

/**
 * Encodes 64-bit hashes as small numbers, counted from 0: the dictionary of dictionary-encoded columns. A hash table with open
 * addressing; the hashes come from SHA-256 and spread by themselves. A hash is given as its upper and its lower 32 bits.
 */
export class Dictionary {
  private upper = new Int32Array(FEW);
  private lower = new Int32Array(FEW);
  /** Code plus one for each slot, 0 where it is free. At most half of the slots are taken. */
  private slots = new Int32Array(2 * FEW);
  private used = 0;

  /** How many different hashes it has. Codes are below. */
  get size(): number {
    return this.used;
  }

  get bytes(): number {
    return this.upper.byteLength + this.lower.byteLength + this.slots.byteLength;
  }

  /** The code of a hash, which is added if it is new. */
  encode(upper: number, lower: number): number {
    const slot = this.slotOf(upper, lower);
    const known = this.slots[slot] ?? 0;
    if (known > 0) return known - 1;
    return this.add(slot, upper, lower);
  }

  /** The code of a hash; {@link NO_CODE} if it was never added. */
  find(hash: bigint): number {
    const { upper, lower } = halvesOf(hash);
    return this.findHalves(upper, lower);
  }

  findHalves(upper: number, lower: number): number {
    return (this.slots[this.slotOf(upper, lower)] ?? 0) - 1;
  }

  encodeHash(hash: bigint): number {
    const { upper, lower } = halvesOf(hash);
    return this.encode(upper, lower);
  }

  /** The hashes by their codes. */
  hashes(): Hashes {
    return { upper: this.upper.slice(0, this.used), lower: this.lower.slice(0, this.used) };
  }

  /** The codes that the hashes of another dictionary have here, by their codes there. They are added if they are new. */
  adoptAll({ upper, lower }: Hashes): Int32Array {
    const own = new Int32Array(upper.length);
    for (let code = 0; code < own.length; code++) own[code] = this.encode(upper[code] ?? 0, lower[code] ?? 0);
    return own;
  }

  /** The code that a hash of another dictionary has here. It is added if it is new. */
  adopt(other: Dictionary, code: number): number {
    return this.encode(other.upper[code] ?? 0, other.lower[code] ?? 0);
  }

  private slotOf(upper: number, lower: number): number {
    const mask = this.slots.length - 1;
    let slot = lower & mask;
    for (let code = this.slots[slot] ?? 0; code > 0; code = this.slots[slot] ?? 0) {
      if (this.lower[code - 1] === lower && this.upper[code - 1] === upper) return slot;
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private add(slot: number, upper: number, lower: number): number {
    const code = this.used++;
    this.upper = grownInts(this.upper, this.used);
    this.lower = grownInts(this.lower, this.used);
    this.upper[code] = upper;
    this.lower[code] = lower;
    this.slots[slot] = code + 1;
    if (2 * this.used > this.slots.length) this.spread();
    return code;
  }

  private spread(): void {
    this.slots = new Int32Array(2 * this.slots.length);
    for (let code = 0; code < this.used; code++)
      this.slots[this.slotOf(this.upper[code] ?? 0, this.lower[code] ?? 0)] = code + 1;
  }
}

const FEW = 16;

function halvesOf(hash: bigint) {
  return { upper: Number(BigInt.asIntN(32, hash >> 32n)), lower: Number(BigInt.asIntN(32, hash)) };
}
