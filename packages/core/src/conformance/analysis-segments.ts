import type { Message } from '../message/message.js';
import { formatInstant, instantOfMillis, plusMicros } from '../time/instant.js';
import { asInteger, asNumber, EXPECTED_VALUES, type Scope } from './analysis-expected.js';

type ValuesOf = (message: Message) => readonly unknown[];

/** Fields of every kind to segment by, and what a message holds there. */
export const SEGMENTED_FIELDS: Readonly<Record<string, ValuesOf>> = {
  ...EXPECTED_VALUES,
  type: ({ type }) => [type],
  channel: ({ channel }) => [channel],
  'content.type': ({ content }) => [content?.type],
  'intent.name': (message) => [message.type === 'request' ? message.intent?.name : null],
  domain: (message) => [message.type === 'request' ? message.domain : null],
  'entities.type': (message) => (message.type === 'request' ? message.entities.map(({ type }) => type) : []),
};

export const SEGMENTATION_METRICS: readonly string[] = ['all', 'requests', 'users', 'conversations'];

interface Part {
  readonly label: string;
  readonly kind: string;
  readonly messages: readonly Message[];
}

/** The segments of a metric by a field, said in the plainest words: the first `limit`, and the rest together. */
export function expectedSegments(
  metric: string,
  field: string,
  limit: number,
  { within }: Scope,
): readonly object[] {
  const messages = metric === 'requests' ? within.filter(({ type }) => type === 'request') : within;
  const parts = partsOf(messages, field)
    .map((part) => ({ ...part, count: countOf(metric, part.messages) }))
    .sort((a, b) => b.count - a.count || order(a.label, b.label) || order(a.kind, b.kind));
  const segments = parts.slice(0, limit).map(({ label, count }) => ({ type: label, count }));
  const others = new Set(parts.slice(limit).flatMap((part) => part.messages));
  if (others.size === 0) return segments;
  return [...segments, { type: null, count: countOf(metric, [...others]), rest: true }];
}

function partsOf(messages: readonly Message[], field: string): readonly Part[] {
  const valuesOf = SEGMENTED_FIELDS[field] ?? missing;
  const keysOf = (message: Message) => valuesOf(message).map(labelled).filter(isDefined).map(toKey);
  const parts = new Map<string, Message[]>();
  for (const message of messages)
    for (const key of new Set(keysOf(message))) parts.set(key, [...(parts.get(key) ?? []), message]);
  return [...parts].map(([key, own]) => {
    const [kind = '', label = ''] = JSON.parse(key);
    return { kind, label, messages: own };
  });
}

function missing(): never {
  throw new TypeError('the field is not one that is tried');
}

function isDefined<T>(one: T | undefined): one is T {
  return one !== undefined;
}

function toKey(one: readonly [string, string]): string {
  return JSON.stringify(one);
}

/** The kind of a value and its label; `undefined` where it is no value. */
function labelled(value: unknown): readonly [string, string] | undefined {
  if (typeof value === 'string') return ['string', value.startsWith(INSTANT) ? instantLabel(value) : value];
  if (typeof value === 'boolean') return ['boolean', String(value)];
  const integer = asInteger(value);
  if (integer !== undefined) return ['number', String(integer).replace(MANY_ZEROS, shortened)];
  const number = asNumber(value);
  return number === undefined ? undefined : ['number', String(number)];
}

const INSTANT = 'the instant ';

function instantLabel(value: string): string {
  return formatInstant(plusMicros(instantOfMillis(0), Number(value.slice(INSTANT.length))));
}

const MANY_ZEROS = /0{21,}$/;

function shortened(zeros: string): string {
  return `e${zeros.length}`;
}

function countOf(metric: string, messages: readonly Message[]): number {
  if (metric === 'users') return new Set(messages.map(({ userId }) => userId)).size;
  if (metric !== 'conversations') return messages.length;
  return new Set(messages.map(({ conversationId }) => conversationId).filter((id) => id !== null)).size;
}

/** By code points. */
function order(a: string, b: string): number {
  const [points, others] = [a, b].map((text) => [...text].map((char) => char.codePointAt(0) ?? 0));
  for (const [index, point] of (points ?? []).entries()) {
    const other = others?.[index];
    if (other === undefined) return 1;
    if (point !== other) return point - other;
  }
  return (points?.length ?? 0) - (others?.length ?? 0);
}
