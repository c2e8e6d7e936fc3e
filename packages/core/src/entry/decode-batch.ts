import type * as t from 'io-ts';
import { decodeItem } from '../codec/decode.js';
import { isObject } from '../codec/record.js';
import { TooLargeError } from '../errors/errors.js';
import { type Issue, MAX_ISSUES } from '../errors/issue.js';
import { malformed, malformedWith } from '../errors/malformed.js';
import { bytesOf } from '../json/bytes-of.js';
import { stringifyJson } from '../json/exact-json.js';
import type { CallOptions } from '../port/call.js';
import type { Clock } from '../time/clock.js';
import { type Instant, instantOf, parseTimestamp, type Timestamp } from '../time/instant.js';
import type { NewEntry } from './entry.js';
import type { IdSource } from './id-source.js';
import type { Limits } from './limits.js';

/** What it takes to turn inputs into entries. */
export interface IngestContext {
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly limits: Limits;
  /** Tells which of some values are refused, because their user was erased. */
  readonly refusedAmong?:
    | ((values: readonly (Owned | null)[], options: CallOptions) => Promise<ReadonlySet<number>>)
    | undefined;
}

/** Whose a value is. Logs have no user. */
export interface Owned {
  readonly project: string;
  readonly userId?: string;
}

/** An entry for each well-formed item and null for each of the others, in order; and what is wrong with the others. */
export interface DecodedBatch<T> {
  readonly entries: readonly (NewEntry<T> | null)[];
  readonly issues: readonly Issue[];
}

interface Dated {
  readonly timestamp: Timestamp;
}

/**
 * Decodes a batch and gives each item a trace id.
 *
 * @throws MalformedError if the input is not an array.
 * @throws TooLargeError if the batch or one of its items exceeds its limit.
 */
export function decodeBatch<T extends Dated, O>(
  codec: t.Type<T, O, unknown>,
  input: unknown,
  context: IngestContext,
): DecodedBatch<T> {
  if (!Array.isArray(input)) throw malformed('', 'the body must be an array');
  const { batchEntries } = context.limits;
  if (input.length > batchEntries) throw new TooLargeError('the batch', batchEntries, 'items');
  const entries: (NewEntry<T> | null)[] = [];
  const issues: Issue[] = [];
  for (const [index, item] of input.entries()) {
    const decoded = decodeEntry(codec, item, index, context);
    entries.push('entry' in decoded ? decoded.entry : null);
    if ('issues' in decoded && issues.length < MAX_ISSUES) issues.push(...decoded.issues);
  }
  return { entries, issues: issues.slice(0, MAX_ISSUES) };
}

/**
 * Decodes one message or log and gives it a trace id.
 *
 * @throws MalformedError with all issues.
 * @throws TooLargeError if it exceeds the limit.
 */
export function decodeOne<T extends Dated, O>(
  codec: t.Type<T, O, unknown>,
  input: unknown,
  context: IngestContext,
): NewEntry<T> {
  const decoded = decodeEntry(codec, input, undefined, context);
  if ('issues' in decoded) throw malformedWith(decoded.issues);
  return decoded.entry;
}

function decodeEntry<T extends Dated, O>(
  codec: t.Type<T, O, unknown>,
  input: unknown,
  index: number | undefined,
  context: IngestContext,
): { readonly entry: NewEntry<T> } | { readonly issues: readonly Issue[] } {
  const decoded = decodeItem(codec, input, index);
  const at = 'value' in decoded ? instantOf(decoded.value.timestamp) : instantSent(input);
  const issues = [
    ...('issues' in decoded ? decoded.issues : []),
    ...(at === undefined ? [] : instantIssues(at, index, context)),
  ];
  if (!('value' in decoded) || at === undefined || issues.length > 0) return { issues };
  const json = stringifyJson(decoded.value);
  refuseLarge(json, input, index, context.limits.entryBytes);
  return { entry: { traceId: context.ids.next(), at, value: decoded.value, json } };
}

/**
 * The instant of an input that is malformed elsewhere, so that an issue of the instant is reported together with the others.
 */
function instantSent(input: unknown): Instant | undefined {
  const sent = isObject(input) ? input.timestamp : undefined;
  return typeof sent === 'string' ? parseTimestamp(sent)?.instant : undefined;
}

function instantIssues(
  at: Instant,
  index: number | undefined,
  { clock, limits }: IngestContext,
): readonly Issue[] {
  const path = index === undefined ? 'timestamp' : `[${index}].timestamp`;
  if (at < 0) return [{ path, message: 'must not be before 1970-01-01' }];
  if (at > clock.now() + limits.aheadMicros) return [{ path, message: 'is too far in the future' }];
  return [];
}

/**
 * The limit applies to what was sent, even if the normal form is larger: the sender did not write the nulls and lists that
 * Memex adds.
 */
function refuseLarge(json: string, input: unknown, index: number | undefined, limit: number): void {
  if (fitsIn(json, limit) || fitsIn(stringifyJson(input), limit)) return;
  throw new TooLargeError(index === undefined ? 'the body' : `[${index}]`, limit, 'bytes');
}

/** Whether a text has at most so many bytes in UTF-8. A UTF-16 unit takes one to three. */
function fitsIn(text: string, bytes: number): boolean {
  if (text.length * 3 <= bytes) return true;
  return text.length <= bytes && bytesOf(text) <= bytes;
}
