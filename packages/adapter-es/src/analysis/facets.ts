import { createHash } from 'node:crypto';
import { ExactNumber, type Message, type Scalar, wordsOf } from '@memex/core';

/** What is indexed of a message beside its own fields, so that values of any path and type can be counted in a bounded mapping. */
export interface Facets {
  /** Which form of facets a document has; one without is measured by reading it. */
  readonly form: typeof FORM;
  /** The different values at each path of the metadata, as {@link tokenOf} writes them. */
  readonly values: Readonly<Record<string, readonly string[]>>;
  /** The numbers at each path of the metadata, each as often as it is there. */
  readonly numbers: Readonly<Record<string, readonly number[]>>;
  /** The words of each text that is searched by words, as {@link wordTermOf} writes them. */
  readonly words: readonly string[];
}

export const FORM = 1;

/** The path of what users write. */
export const PROSE = 'content.value';

export function facetsOf({ metadata, content }: Message): Facets {
  const scalars = new Map<string, Scalar[]>();
  collect(metadata, 'metadata', scalars);
  const prose = content !== null && 'value' in content ? content.value : null;
  const texts = [...scalars].flatMap(([path, values]) => values.map((value) => [path, value] as const));
  const words = [[PROSE, prose] as const, ...texts].flatMap(([path, value]) =>
    typeof value === 'string' ? wordsOf(value).map((word) => wordTermOf(path, word)) : [],
  );
  const byPath = [...scalars].map(([path, values]) => [keyOf(path), values] as const);
  const numbers = byPath.map(
    ([key, values]) => [key, values.filter((value) => typeof value === 'number')] as const,
  );
  return {
    form: FORM,
    values: Object.fromEntries(byPath.map(([key, values]) => [key, [...new Set(values.map(tokenOf))]])),
    numbers: Object.fromEntries(numbers.filter(([, values]) => values.length > 0)),
    words: [...new Set(words)],
  };
}

/** The longest path that an analytic can name. */
const LONGEST_PATH = 512;

/** Gathers the values below one by their paths, as `valuesAt` of the core reads them. */
function collect(value: unknown, path: string, scalars: Map<string, Scalar[]>): void {
  if (Array.isArray(value)) {
    for (const item of value) collect(item, path, scalars);
    return;
  }
  const scalar = scalarOf(value);
  if (scalar !== undefined) {
    const others = scalars.get(path);
    if (others === undefined) scalars.set(path, [scalar]);
    else others.push(scalar);
    return;
  }
  if (typeof value !== 'object' || value === null || value instanceof ExactNumber) return;
  for (const [key, part] of Object.entries(value)) {
    const inner = `${path}.${key}`;
    if (key !== '' && !key.includes('.') && inner.length <= LONGEST_PATH) collect(part, inner, scalars);
  }
}

function scalarOf(value: unknown): Scalar | undefined {
  if (typeof value === 'string' || typeof value === 'boolean') return value;
  const isNumber = typeof value === 'number' || typeof value === 'bigint';
  const number = value instanceof ExactNumber ? Number(value.literal) : isNumber ? Number(value) : undefined;
  return Number.isFinite(number) ? number : undefined;
}

/** A path as the name of a field: Elasticsearch refuses names that are only blank, and some others. */
export function keyOf(path: string): string {
  return path.replace(/[^\p{L}\p{N}_.-]/gu, (char) => `%${char.codePointAt(0)?.toString(16)}`);
}

/** A value with its type: the number 1, the text "1" and `true` are three different tokens. */
export function tokenOf(value: Scalar): string {
  // Zero has one token, though JSON and doubles have two zeros.
  return shortened(`${typeof value}:${value === 0 ? 0 : value}`);
}

export function wordTermOf(path: string, word: string): string {
  return `${keyOf(path)} ${shortened(word)}`;
}

/** Far below what a term may have, and what most texts have. */
const LONGEST_TERM = 256;

/** A long text is known by its digest; so is one that is no Unicode, of which UTF-8 keeps nothing apart. */
function shortened(text: string): string {
  if (text.length <= LONGEST_TERM && !/\p{Surrogate}/u.test(text)) return text;
  return `sha256:${createHash('sha256').update(text, 'utf16le').digest('base64url')}`;
}
