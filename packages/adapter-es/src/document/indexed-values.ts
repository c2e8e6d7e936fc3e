import { createHash } from 'node:crypto';
import type { Message } from '@memex/core/model';
import { doubleOf, ExactNumber, type Scalar, scalarOf, textOf, wordsOf } from '@memex/core/toolkit';

/** What is indexed of a message beside its own fields, so that values of any path and type can be counted in a bounded mapping. */
export interface IndexedValues {
  /** Which form of facets a document has; one without is measured by reading it. */
  readonly form: (typeof FORMS)[keyof typeof FORMS];
  /** The different values at each path of the metadata, as {@link tokenOf} writes them. */
  readonly values: Readonly<Record<string, readonly string[]>>;
  /** The numbers at each path of the metadata as the doubles nearest to them, each as often as it is there. */
  readonly numbers: Readonly<Record<string, readonly number[]>>;
  /** The words of each text that is searched by words, as {@link wordTermOf} writes them. */
  readonly words: readonly string[];
}

/** In the first form, integers that no double holds were known by the doubles nearest to them, and by none beyond all doubles. */
export const FORMS = { rounded: 1, exact: 2 } as const;

/** The path of what users write. */
export const PROSE = 'content.value';

/** Made for every message that is written: one pass, and no more than it takes. */
export function indexedValuesOf({ metadata, content }: Message): IndexedValues {
  const values = new Map<string, Set<string>>();
  const numbers = new Map<string, number[]>();
  const words = new Set<string>();
  if (content !== null && 'value' in content && content.value !== null)
    for (const word of wordsOf(content.value)) words.add(wordTermOf(PROSE, word));
  collect(metadata, 'metadata', (path, value) => {
    const key = keyOf(path);
    at(values, key, () => new Set()).add(tokenOf(value));
    const double = doubleOf(value);
    if (double !== undefined) at(numbers, key, () => []).push(double);
    if (typeof value === 'string') for (const word of wordsOf(value)) words.add(wordTermOf(path, word));
  });
  const tokens = [...values].map(([key, found]) => [key, [...found]] as const);
  return {
    form: FORMS.exact,
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

/** Passes on each value below one with its path, as `valuesAt` of the core reads them. */
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

/** A path as the name of a field: Elasticsearch refuses names that are only blank, and some others. */
export function keyOf(path: string): string {
  if (PLAIN.test(path)) return path; // Most are, and this is done for each value that is written.
  return path.replace(/[^\p{L}\p{N}_.-]/gu, (char) => `%${char.codePointAt(0)?.toString(16)}`);
}

const PLAIN = /^[\w.-]+$/;

/** A value with its type: the number 1, the text "1" and `true` are three different tokens. */
export function tokenOf(value: Scalar): string {
  if (typeof value === 'string') return shortened(`s:${value}`);
  if (typeof value === 'boolean') return `b:${value}`;
  return shortened(`n:${textOf(value)}`);
}

/** A word, behind its path unless it is one of what users write, which most are. No word has a space in it. */
export function wordTermOf(path: string, word: string): string {
  return path === PROSE ? shortened(word) : `${keyOf(path)} ${shortened(word)}`;
}

/** Far below what a term may have, and what most texts have. */
const MAX_TERM_LENGTH = 256;

/** A long text, as that of a number with very many digits, is known by its digest; so is one that is no Unicode, of which UTF-8 keeps nothing apart. */
function shortened(text: string): string {
  if (text.length <= MAX_TERM_LENGTH && text.isWellFormed()) return text;
  return `sha256:${createHash('sha256').update(text, 'utf16le').digest('base64url')}`;
}
