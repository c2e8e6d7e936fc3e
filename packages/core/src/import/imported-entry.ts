import { decodeOne } from '../entry/decode-batch.js';
import type { NewEntry } from '../entry/entry.js';
import { DEFAULT_LIMITS } from '../entry/limits.js';
import { isMemexError } from '../errors/is-memex-error.js';
import { Log } from '../log/log.js';
import { Message } from '../message/message.js';
import type { Clock } from '../time/clock.js';
import { digestOf, uuidOf } from './digest.js';
import type { ImportItem, ImportMapping, MappedPart } from './import-mapping.js';
import type { Pseudonyms } from './pseudonyms.js';

/** What comes of a part of an item. */
export type ImportedPart =
  | { readonly kind: 'messages'; readonly entry: NewEntry<Message>; readonly place: string }
  | { readonly kind: 'logs'; readonly entry: NewEntry<Log> }
  | { readonly kind: 'ignored'; readonly what: string }
  | { readonly kind: 'rejected'; readonly rejection: Rejection };

/** A part of an item that cannot be stored. */
export interface Rejection {
  /** Where it is in its file. */
  readonly place: string;
  readonly reason: string;
  /** What was read there: a JSON value, or a text that is none. */
  readonly original: unknown;
}

export interface PartsOptions {
  readonly mapping: ImportMapping;
  readonly clock: Clock;
  readonly pseudonyms?: Pseudonyms | undefined;
}

/** The parts of an item as entries, checked as those that the API receives. */
export function* importedParts(item: ImportItem, options: PartsOptions): Generator<ImportedPart> {
  const { issue, place, text } = item;
  if (issue !== undefined) {
    yield { kind: 'rejected', rejection: { place, reason: issue, original: text ?? null } };
    return;
  }
  for (const part of options.mapping.partsOf(item)) yield importedPart(part, place, options);
}

type Stored = Extract<MappedPart, { readonly kind: 'message' | 'log' }>;

function importedPart(part: MappedPart, place: string, options: PartsOptions): ImportedPart {
  switch (part.kind) {
    case 'ignored':
      return part;
    case 'refused':
      return rejected(part, place, part.reason);
    case 'message':
    case 'log':
      try {
        return part.kind === 'log' ? logOf(part, options) : messageOf(part, placeIn(place, part.at), options);
      } catch (error) {
        if (isMemexError(error, 'malformed'))
          return rejected(
            part,
            place,
            error.issues.map(({ path, message }) => `${path} ${message}`.trim()).join('; '),
          );
        if (isMemexError(error, 'too_large')) return rejected(part, place, error.message);
        throw error;
      }
  }
}

function rejected(
  part: Exclude<MappedPart, { kind: 'ignored' }>,
  place: string,
  reason: string,
): ImportedPart {
  return { kind: 'rejected', rejection: { place: placeIn(place, part.at), reason, original: part.original } };
}

/** `[3].events[1]`, or `line 3 events[1]`. */
function placeIn(place: string, at: string): string {
  if (at === '' || place.endsWith(']')) return place + at;
  return `${place} ${at.replace(/^\./, '')}`.trim();
}

function messageOf(
  { input, traceId }: Stored,
  place: string,
  { pseudonyms, clock }: PartsOptions,
): ImportedPart {
  const entry = decodeOne(Message, pseudonyms === undefined ? input : pseudonyms.replacedIn(input), {
    clock,
    ids: NO_IDS,
    limits: DEFAULT_LIMITS,
  });
  const imported = { ...entry, traceId: messageTraceId(entry, traceId, pseudonyms) };
  return { kind: 'messages', entry: imported, place };
}

/** Entries get their ids afterwards, since these are made of what they contain. */
const NO_IDS = { next: () => '' };

/**
 * The trace id of the file, or else one that is always the same for the same message: so a repeated import stores nothing twice. An id of the file
 * would lead back from a pseudonym to the person, so it is replaced too.
 */
function messageTraceId(
  { at, value }: NewEntry<Message>,
  traceId: string | undefined,
  pseudonyms: Pseudonyms | undefined,
): string {
  if (traceId !== undefined)
    return pseudonyms === undefined ? traceId : uuidOf(at, pseudonyms.digestOf(traceId));
  const { project, type, conversationId, userId, messageId, timestamp } = value;
  return uuidOf(at, digestOf([project, type, conversationId, userId, messageId, timestamp]));
}

function logOf({ input, traceId }: Stored, { clock }: PartsOptions): ImportedPart {
  const entry = decodeOne(Log, input, { clock, ids: NO_IDS, limits: DEFAULT_LIMITS });
  const { project, component, logId, timestamp, severity } = entry.value;
  const derived = () => uuidOf(entry.at, digestOf([project, component, logId, timestamp, severity]));
  return { kind: 'logs', entry: { ...entry, traceId: traceId ?? derived() } };
}
