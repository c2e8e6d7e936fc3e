import { createHash } from 'node:crypto';
import type { Message } from '@memex/core/model';
import {
  doubleOf,
  ExactNumber,
  parseJson,
  type Scalar,
  scalarOf,
  textOf,
  wordsOf,
} from '@memex/core/toolkit';

/**
 * Values of a message that are indexed in addition to its own fields. They let analytics count values of any path and
 * type while the mapping stays bounded.
 */
export interface IndexedValues {
  /** The format of these values. A document without it is measured by reading it. */
  readonly form: (typeof FORMS)[keyof typeof FORMS];
  /** The distinct values at each metadata path, as written by {@link tokenOf}. */
  readonly values: Readonly<Record<string, readonly string[]>>;
  /** The numbers at each metadata path, as the nearest doubles. A number that occurs twice is here twice. */
  readonly numbers: Readonly<Record<string, readonly number[]>>;
  /** The words of each text that can be searched by word, as written by {@link wordTermOf}. */
  readonly words: readonly string[];
}

/**
 * In the first format, an integer that no double can represent was stored as the nearest double, and not at all if
 * beyond the range of doubles. Up to the second, the words of a text were its runs of letters and digits. Up to the third, there were
 * values of metadata only.
 */
export const FORMS = { rounded: 1, exact: 2, segmented: 3, complete: 4 } as const;

/** The path of the text that users write. */
export const PROSE = 'content.value';

/** The longest text of a value that the mapping indexes, in UTF-16 code units. */
export const MAX_VALUE_LENGTH = 256;

/** Parts of a content that the mapping does not index. */
const CONTENT_PARTS = ['uri', 'alternativeText', 'buttons', 'cards'] as const;

/** A part of a content that may be of any form. */
const FREE_PART = 'content.cards.defaultAction';

/** Runs for every message that is written, so it makes a single pass. */
export function indexedValuesOf(message: Message): IndexedValues {
  const { metadata, content } = message;
  const values = new Map<string, Set<string>>();
  const numbers = new Map<string, number[]>();
  const words = new Set<string>();
  const addValue = (path: string, value: Scalar): void => {
    const key = keyOf(path);
    at(values, key, () => new Set()).add(tokenOf(value));
    const double = doubleOf(value);
    if (double !== undefined) at(numbers, key, () => []).push(double);
  };
  const addFree = (path: string, value: Scalar): void => {
    addValue(path, value);
    if (typeof value === 'string') for (const word of wordsOf(value)) words.add(wordTermOf(path, word));
  };
  if (content !== null) {
    if ('value' in content && content.value !== null) {
      for (const word of wordsOf(content.value)) words.add(wordTermOf(PROSE, word));
      if (content.value.length > MAX_VALUE_LENGTH) addValue(PROSE, content.value);
    }
    const addPart = (path: string, value: Scalar): void =>
      path.startsWith(FREE_PART) ? addFree(path, value) : addValue(path, value);
    for (const part of CONTENT_PARTS)
      if (part in content) collect(Reflect.get(content, part), `content.${part}`, addPart);
  }
  collect(metadata, 'metadata', addFree);
  for (const { value } of ('entities' in message ? message.entities : null) ?? [])
    if (typeof value === 'string' && value.length > MAX_VALUE_LENGTH) addValue('entities.value', value);
  const tokens = [...values].map(([key, found]) => [key, [...found]] as const);
  return {
    form: FORMS.complete,
    values: Object.fromEntries(tokens),
    numbers: Object.fromEntries(numbers),
    words: [...words],
  };
}

function at<T>(map: Map<string, T>, key: string, make: () => T): T {
  const there = map.get(key) ?? make();
  map.set(key, there);
  return there;
}

/** The longest path that an analytic can name. */
const MAX_PATH_LENGTH = 512;

/** Passes each nested value and its path to `add`, in the same way as `valuesAt` of the core. */
function collect(value: unknown, path: string, add: (path: string, value: Scalar) => void): void {
  if (Array.isArray(value)) {
    for (const item of value) collect(item, path, add);
    return;
  }
  const scalar = scalarOf(value);
  if (scalar !== undefined) {
    add(path, scalar);
    return;
  }
  if (typeof value !== 'object' || value === null || value instanceof ExactNumber) return;
  for (const [key, part] of Object.entries(value)) {
    const inner = `${path}.${key}`;
    if (key !== '' && !key.includes('.') && inner.length <= MAX_PATH_LENGTH) collect(part, inner, add);
  }
}

/** A path as a field name. Elasticsearch rejects some names, such as blank ones. */
export function keyOf(path: string): string {
  if (PLAIN.test(path)) return path; // Most paths are plain, and this runs for each value that is written.
  return path.replace(/[^\p{L}\p{N}_.-]/gu, (char) => `%${char.codePointAt(0)?.toString(16)}`);
}

const PLAIN = /^[\w.-]+$/;

/** A value with its type. The number 1, the text "1" and `true` are three different tokens. */
export function tokenOf(value: Scalar): string {
  if (typeof value === 'string') return shortened(`s:${value}`);
  if (typeof value === 'boolean') return `b:${value}`;
  return shortened(`n:${textOf(value)}`);
}

/** The value that a token stands for. `undefined` if the token is a digest. */
export function scalarOfToken(token: string): Scalar | undefined {
  const text = token.slice(2);
  switch (token.slice(0, 2)) {
    case 's:':
      return text;
    case 'b:':
      return text === 'true';
    case 'n:':
      return scalarOf(parseJson(text));
    default:
      return undefined;
  }
}

/**
 * A word, with its path in front. Words of what users write, which are most, have no path. No word contains a space.
 */
export function wordTermOf(path: string, word: string): string {
  return path === PROSE ? shortened(word) : `${keyOf(path)} ${shortened(word)}`;
}

/** Far below the limit for terms, and long enough for most texts. */
const MAX_TERM_LENGTH = 256;

/**
 * Replaces a long text by its digest. The same is done for text that is not valid Unicode, which UTF-8 cannot tell
 * apart.
 */
function shortened(text: string): string {
  if (text.length <= MAX_TERM_LENGTH && text.isWellFormed()) return text;
  return `sha256:${createHash('sha256').update(text, 'utf16le').digest('base64url')}`;
}
