import { TooLargeError } from '@memex/core';
import { malformed } from '@memex/core/toolkit';
import { JsonScanner, type ScanListener } from './json-scanner.js';
import { ParsedSize } from './parsed-size.js';

/** Limit for the nesting depth of a body. The core has a lower limit for free-form parts. */
const MAX_LEVELS = 100;

/** Limit for the number of commas, which is about the number of values. Many short values would take long to parse. */
const MAX_COMMAS = 2_000_000;

/** Limit for the memory of a parsed body: a fixed number of bytes, plus some for each byte of the body. */
const PARSED_BASE = 1_048_576;
const PARSED_PER_BYTE = 4;

/**
 * Checks the structure of a JSON text while it arrives, before it is parsed. It rejects what would take too much memory, or too much stack in later
 * recursive steps. Invalid JSON may pass; the parser rejects it later.
 */
export class StructureCheck implements ScanListener {
  private readonly scanner = new JsonScanner(this);
  private readonly size = new ParsedSize();
  private seen = 0;
  private level = 0;
  private items = 0;
  private commas = 0;
  /** Whether each level is an object. */
  private readonly isObject: boolean[] = [];

  /** @param maxItems - Limit for the number of items, if the text is a list. */
  constructor(private readonly maxItems = Number.POSITIVE_INFINITY) {}

  /** The estimated memory of the parts so far, once they are parsed. */
  get parsedBytes(): number {
    return this.size.bytes;
  }

  /** How much that exceeds the usual memory for a text of this length. */
  get excessBytes(): number {
    return Math.max(0, this.parsedBytes - PARSED_PER_BYTE * this.seen);
  }

  /** @throws MalformedError, TooLargeError */
  add(part: Uint8Array): void {
    for (let index = this.scanner.resume(part); index < part.length; ) {
      index = this.scanner.readToken(part, index);
      this.checkDensity(this.seen + index);
    }
    this.seen += part.length;
  }

  /** Does not depend on where the parts begin and end. */
  private checkDensity(seen: number): void {
    const limit = PARSED_BASE + PARSED_PER_BYTE * seen;
    if (this.parsedBytes > limit) throw new TooLargeError('the body, once parsed,', limit, 'bytes');
  }

  open(isObject: boolean): void {
    if (++this.level > MAX_LEVELS) {
      throw malformed('', `the body must not be nested more than ${MAX_LEVELS} levels deep`);
    }
    this.isObject[this.level] = isObject;
    if (isObject) this.size.addObject(this.level);
    else this.size.addArray();
  }

  close(): void {
    if (this.level > 0) this.level--;
  }

  separate(): boolean {
    if (++this.commas > MAX_COMMAS) throw new TooLargeError('the body', MAX_COMMAS, 'values');
    if (this.isObject[this.level] === true) return true;
    this.size.addItem();
    if (this.level === 1 && ++this.items >= this.maxItems) {
      throw new TooLargeError('the batch', this.maxItems, 'items');
    }
    return false;
  }

  key(length: number, hash: number, isIndex: boolean): void {
    if (isIndex) this.size.addIndex(this.level, length);
    else this.size.addKey(this.level, length, hash);
  }

  string(length: number): void {
    this.size.addString(length);
  }

  number(length: number, isInteger: boolean): void {
    this.size.addNumber(length, isInteger);
  }
}
