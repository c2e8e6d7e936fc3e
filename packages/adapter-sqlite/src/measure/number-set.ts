const FEW = 64;

/** A set of numbers without NaN and -0: a hash table with open addressing. It takes a fraction of the time and the memory of a `Set`. */
export class NumberSet {
  /** NaN where a slot is free. At most half of the slots are taken. */
  private slots = new Float64Array(FEW).fill(Number.NaN);
  size = 0;

  /** Adds all numbers of a list. */
  addAll(numbers: Float64Array): void {
    const halves = new Int32Array(numbers.buffer, numbers.byteOffset, 2 * numbers.length);
    for (let index = 0; index < numbers.length; index++) {
      const number = numbers[index] ?? 0;
      const slot = this.slotOf(number, mixed(halves[2 * index] ?? 0, halves[2 * index + 1] ?? 0));
      if (this.slots[slot] === number) continue;
      this.slots[slot] = number;
      this.size++;
      if (2 * this.size > this.slots.length) this.spread();
    }
  }

  private slotOf(number: number, hash: number): number {
    const { slots } = this;
    const mask = slots.length - 1;
    let slot = hash & mask;
    for (let held = slots[slot] ?? 0; held !== number && !Number.isNaN(held); held = slots[slot] ?? 0)
      slot = (slot + 1) & mask;
    return slot;
  }

  private spread(): void {
    const held = this.slots.filter((number) => !Number.isNaN(number));
    this.slots = new Float64Array(4 * this.slots.length).fill(Number.NaN);
    this.size = 0;
    this.addAll(held);
  }
}

/** Numbers that differ in a few bits are far from each other (the finalizer of MurmurHash3). */
function mixed(lower: number, upper: number): number {
  let hash = Math.imul(lower ^ Math.imul(upper, 0x9e3779b1), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}
