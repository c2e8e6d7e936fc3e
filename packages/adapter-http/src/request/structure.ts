import { TooLargeError } from '@memex/core';
import { malformed } from '@memex/core/toolkit';
import { JsonScanner, type ScanListener } from './json-scanner.js';
import { ParsedSize } from './parsed-size.js';

/** How many levels of objects and arrays a body may nest. Free-form parts may nest less; the core sees to that. */
const MAX_LEVELS = 100;

/** How many commas a body may hold, which is how many values: the shortest of them would be many and take long. */
const MAX_COMMAS = 2_000_000;

/** What a body may take once it is parsed: so many bytes, and so many more for each byte of it. */
const PARSED_BASE = 1_048_576;
const PARSED_PER_BYTE = 4;

/**
 * Looks at a JSON text part by part as it arrives, before anything parses it: what is refused would cost memory or, where a later step
 * recurses, the stack. Text that is no JSON may pass: the parser refuses it.
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

  /** @param maxItems - Most items, where the text is a list. */
  constructor(private readonly maxItems = Number.POSITIVE_INFINITY) {}

  /** How many bytes the parts so far will take once they are parsed: an estimate. */
  get parsedBytes(): number {
    return this.size.bytes;
  }

  /** By how many bytes that is more than so much text usually takes. */
  get excessBytes(): number {
    return Math.max(0, this.parsedBytes - PARSED_PER_BYTE * this.seen);
  }

  /** @throws MalformedError, TooLargeError */
  add(part: Uint8Array): void {
    for (let index = this.scanner.resume(part); index < part.length; ) {
      index = this.scanner.readToken(part, index);
      this.refuseDense(this.seen + index);
    }
    this.seen += part.length;
  }

  /** Wherever the parts begin and end, the same texts are refused. */
  private refuseDense(seen: number): void {
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
