import { malformed } from '@memex/core/toolkit';
import { hashByte, NO_HASH } from './key-hash.js';

/** Limit for the characters of a number. Many JSON parsers accept no more. */
const MAX_NUMBER_CHARACTERS = 1_000;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const PLUS = 0x2b;
const COMMA = 0x2c;
const MINUS = 0x2d;
const POINT = 0x2e;
const ZERO = 0x30;
const NINE = 0x39;
const UPPER_E = 0x45;
const LOWER_E = 0x65;
const OPENING_BRACKET = 0x5b;
const CLOSING_BRACKET = 0x5d;
const OPENING_BRACE = 0x7b;
const CLOSING_BRACE = 0x7d;

/** Receives the tokens. Lengths are in bytes, without quotes. */
export interface ScanListener {
  open(isObject: boolean): void;
  close(): void;
  /** Called at a comma. @returns Whether it is in an object, so that a key follows. */
  separate(): boolean;
  /** @param hash - Of its bytes; see {@link hashByte}. @param isIndex - Whether it is an integer. */
  key(length: number, hash: number, isIndex: boolean): void;
  string(length: number): void;
  number(length: number, isInteger: boolean): void;
}

/** What the previous part ended in. */
type Inside = 'nothing' | 'key' | 'string' | 'number';

/** Finds the tokens of a JSON text that arrives in parts. Invalid JSON may pass; the parser rejects it later. */
export class JsonScanner {
  private expectsKey = false;
  private inside: Inside = 'nothing';
  private escaped = false;
  /** For the current key, string or number. */
  private length = 0;
  private hash = NO_HASH;
  private isInteger = true;

  constructor(private readonly listener: ScanListener) {}

  /** Continues the token in which the previous part ended. @returns Where the next token starts. @throws MalformedError */
  resume(part: Uint8Array, start = 0): number {
    switch (this.inside) {
      case 'nothing':
        return start;
      case 'number':
        return this.readNumber(part, start);
      case 'string':
        return this.readString(part, start);
      case 'key':
        return this.readKey(part, start);
    }
  }

  /** Reads one token, as far as the part contains it. @returns Where the next one starts. @throws MalformedError */
  readToken(part: Uint8Array, index: number): number {
    const byte = part[index] ?? 0;
    switch (byte) {
      case QUOTE:
        this.begin(this.expectsKey ? 'key' : 'string');
        return this.resume(part, index + 1);
      case OPENING_BRACKET:
      case OPENING_BRACE:
        this.expectsKey = byte === OPENING_BRACE;
        this.listener.open(this.expectsKey);
        return index + 1;
      case CLOSING_BRACKET:
      case CLOSING_BRACE:
        this.expectsKey = false;
        this.listener.close();
        return index + 1;
      case COMMA:
        this.expectsKey = this.listener.separate();
        return index + 1;
      default:
        if (!isOfInteger(byte)) return index + 1;
        this.begin('number');
        return this.resume(part, index);
    }
  }

  private begin(inside: Inside): void {
    this.inside = inside;
    this.length = 0;
    this.hash = NO_HASH;
    this.isInteger = true;
  }

  private readString(part: Uint8Array, start: number): number {
    let index = start;
    let { escaped } = this;
    for (; index < part.length; index++) {
      const byte = part[index];
      if (escaped) escaped = false;
      else if (byte === QUOTE) break;
      else if (byte === BACKSLASH) escaped = true;
    }
    this.escaped = escaped;
    this.length += index - start;
    if (index === part.length) return index;
    this.inside = 'nothing';
    this.listener.string(this.length);
    return index + 1;
  }

  private readKey(part: Uint8Array, start: number): number {
    let index = start;
    let { escaped, hash, isInteger } = this;
    for (; index < part.length; index++) {
      const byte = part[index] ?? 0;
      if (escaped) escaped = false;
      else if (byte === QUOTE) break;
      else if (byte === BACKSLASH) escaped = true;
      hash = hashByte(hash, byte);
      if (isInteger && !isOfInteger(byte)) isInteger = false;
    }
    this.escaped = escaped;
    this.hash = hash;
    this.isInteger = isInteger;
    this.length += index - start;
    if (index === part.length) return index;
    this.inside = 'nothing';
    this.expectsKey = false;
    this.listener.key(this.length, hash, isInteger);
    return index + 1;
  }

  private readNumber(part: Uint8Array, start: number): number {
    let index = start;
    let { isInteger } = this;
    for (let byte = part[index]; byte !== undefined && isOfNumber(byte); byte = part[++index]) {
      if (isInteger && !isOfInteger(byte)) isInteger = false;
    }
    this.isInteger = isInteger;
    this.length += index - start;
    if (this.length > MAX_NUMBER_CHARACTERS) {
      throw malformed('', `a number must not have more than ${MAX_NUMBER_CHARACTERS} characters`);
    }
    if (index === part.length) return index;
    this.inside = 'nothing';
    this.listener.number(this.length, isInteger);
    return index;
  }
}

/** A digit, or the sign of a number. */
function isOfInteger(byte: number): boolean {
  return (byte >= ZERO && byte <= NINE) || byte === MINUS;
}

function isOfNumber(byte: number): boolean {
  return isOfInteger(byte) || byte === POINT || byte === LOWER_E || byte === UPPER_E || byte === PLUS;
}
