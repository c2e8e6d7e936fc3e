import { hashByte, NO_HASH } from './key-hash.js';

/*
 * What V8 takes for what it parses, in bytes, measured on Node 20 and rounded up. It is an estimate: it has to tell a body that takes
 * twenty times its length from one that takes thrice as much.
 */

/** An object, which has room for four fields. */
const OBJECT = 56;
const ARRAY = 40;
/** An item of an array, or a field of an object. */
const SLOT = 8;
/** A number that is no small integer. */
const NUMBER = 16;
/** An integer past 2^53, while it is found and afterwards. */
const LONG_INTEGER = 64;
/** What a number takes that has more digits than any id, for each of them: it is kept as it is written, and copied on the way. */
const LONG_NUMBER_DIGIT = 16;
const STRING = 24;
/** Fields in an order that was not seen before: a hidden class, with its transition and its key. */
const NEW_SHAPE = 150;
/** Past so many fields an object becomes a dictionary, in which each field takes more. */
const MAX_FAST_FIELDS = 128;
const DICTIONARY_FIELD = 56;
/** Fields whose names are numbers are kept apart from the others: in a list as long as the largest, or where they lie far apart otherwise. */
const FIRST_INDEX = 150;
const FAR_INDEX = 48;

/** Longer integers may be no small ones. */
const SMALL_INTEGER_CHARACTERS = 9;
/** Longer integers may not fit a double. */
const DOUBLE_INTEGER_CHARACTERS = 15;
/** Longer than a double is ever written, and longer than any id. */
const MAX_USUAL_CHARACTERS = 40;

/** Numbers below it lie near each other. */
const NEAR_INDEX_CHARACTERS = 2;

/** Estimates how many bytes a JSON text takes once it is parsed, told of its parts in order. Levels say how deep an object is nested. */
export class ParsedSize {
  bytes = 0;
  /** The hashes of the orders of fields that were seen. */
  private readonly shapes = new Set<number>();
  private readonly shapeAt: number[] = [];
  private readonly fieldsAt: number[] = [];
  private readonly indexesAt: number[] = [];

  addArray(): void {
    this.bytes += ARRAY;
  }

  addObject(level: number): void {
    this.bytes += OBJECT;
    this.shapeAt[level] = NO_HASH;
    this.fieldsAt[level] = 0;
    this.indexesAt[level] = 0;
  }

  addItem(): void {
    this.bytes += SLOT;
  }

  /** A string that is no key. Those of a single character are there already. */
  addString(length: number): void {
    if (length > 1) this.bytes += STRING + length;
  }

  addNumber(length: number, isInteger: boolean): void {
    if (length > MAX_USUAL_CHARACTERS) this.bytes += LONG_NUMBER_DIGIT * length;
    else if (isInteger && length > DOUBLE_INTEGER_CHARACTERS) this.bytes += LONG_INTEGER;
    else if (!isInteger || length > SMALL_INTEGER_CHARACTERS) this.bytes += NUMBER;
  }

  /** A key that is a number. */
  addIndex(level: number, length: number): void {
    const indexes = (this.indexesAt[level] ?? 0) + 1;
    this.indexesAt[level] = indexes;
    this.bytes += SLOT;
    if (indexes === 1) this.bytes += FIRST_INDEX;
    else if (length > NEAR_INDEX_CHARACTERS) this.bytes += FAR_INDEX;
  }

  /** @param hash - Of the bytes of the key; see {@link hashByte}. */
  addKey(level: number, length: number, hash: number): void {
    const fields = (this.fieldsAt[level] ?? 0) + 1;
    this.fieldsAt[level] = fields;
    if (fields <= MAX_FAST_FIELDS) this.addField(level, length, hash);
    else this.bytes += DICTIONARY_FIELD + STRING + length;
    if (fields === MAX_FAST_FIELDS + 1) this.bytes += MAX_FAST_FIELDS * DICTIONARY_FIELD;
  }

  private addField(level: number, length: number, hash: number): void {
    this.bytes += SLOT;
    const shape = hashByte(this.shapeAt[level] ?? NO_HASH, hash);
    this.shapeAt[level] = shape;
    if (this.shapes.has(shape)) return;
    this.shapes.add(shape);
    this.bytes += NEW_SHAPE + length;
  }
}
