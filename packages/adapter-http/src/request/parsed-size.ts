import { hashByte, NO_HASH } from './key-hash.js';

/*
 * The memory that V8 uses for parsed JSON, in bytes, measured on Node 20 and rounded up. It is an estimate: it only has to distinguish a body that
 * takes twenty times its length from one that takes three times as much.
 */

/** An object, with space for four fields. */
const OBJECT = 56;
const ARRAY = 40;
/** An item of an array, or a field of an object. */
const SLOT = 8;
/** A number that is not a small integer. */
const NUMBER = 16;
/** An integer above 2^53, during parsing and afterwards. */
const LONG_INTEGER = 64;
/** For each digit of a number that is longer than any id: its text is kept, and copied during parsing. */
const LONG_NUMBER_DIGIT = 16;
const STRING = 24;
/** A new order of fields: a hidden class with its transition and its key. */
const NEW_SHAPE = 150;
/** Above this number of fields, an object becomes a dictionary, in which each field takes more. */
const MAX_FAST_FIELDS = 128;
const DICTIONARY_FIELD = 56;
/** Fields with numeric names are stored separately: in an array up to the largest one, or in a dictionary if they are far apart. */
const FIRST_INDEX = 150;
const FAR_INDEX = 48;

/** Longer integers may not be small integers. */
const SMALL_INTEGER_CHARACTERS = 9;
/** Longer integers may not fit a double. */
const DOUBLE_INTEGER_CHARACTERS = 15;
/** Longer than any double as text, and longer than any id. */
const MAX_USUAL_CHARACTERS = 40;

/** Shorter numbers are close together. */
const NEAR_INDEX_CHARACTERS = 2;

/** Estimates the memory of a parsed JSON text from its tokens, in order. `level` is the nesting depth of an object. */
export class ParsedSize {
  bytes = 0;
  /** The hashes of all orders of fields so far. */
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

  /** A string that is not a key. V8 has preallocated strings of a single character. */
  addString(length: number): void {
    if (length > 1) this.bytes += STRING + length;
  }

  addNumber(length: number, isInteger: boolean): void {
    if (length > MAX_USUAL_CHARACTERS) this.bytes += LONG_NUMBER_DIGIT * length;
    else if (isInteger && length > DOUBLE_INTEGER_CHARACTERS) this.bytes += LONG_INTEGER;
    else if (!isInteger || length > SMALL_INTEGER_CHARACTERS) this.bytes += NUMBER;
  }

  /** A numeric key. */
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
