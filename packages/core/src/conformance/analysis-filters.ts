import type { Message } from '../message/message.js';
import { instantOf } from '../time/instant.js';
import { differentAmong, EXPECTED_VALUES, numbersAmong } from './analysis-expected.js';
import { at } from './analysis-samples.js';

interface TriedFilters {
  readonly filters: readonly object[];
  /** The same test again, in the plainest form. */
  readonly holds: (message: Message) => boolean;
}

/** Filters of every operation, on fields of every kind. */
export const TRIED_FILTERS: readonly TriedFilters[] = [
  { filters: [], holds: () => true },
  { filters: [filter('type', 'term', 'request')], holds: ({ type }) => type === 'request' },
  { filters: [filter('type', 'term', 'REQUEST')], holds: () => false },
  { filters: [filter('userId.keyword', 'term', 'User-3')], holds: ({ userId }) => userId === 'User-3' },
  { filters: [filter('metadata.one', 'term', 1)], holds: (message) => one(message) === 1 },
  { filters: [filter('metadata.one', 'term', '1')], holds: (message) => one(message) === '1' },
  { filters: [filter('metadata.one', 'term', true)], holds: (message) => one(message) === true },
  { filters: [filter('metadata.one', 'term', 'one')], holds: (message) => one(message) === 'one' },
  { filters: [filter('metadata.one', 'gr', 1)], holds: (message) => one(message) === 1.5 },
  { filters: [filter('metadata.one', 'lqe', 1)], holds: (message) => one(message) === 1 },
  { filters: [filter('metadata.one', 'gr', '1')], holds: (message) => one(message) === 1.5 },
  { filters: [filter('metadata.one', 'lqe', '1e0')], holds: (message) => one(message) === 1 },
  { filters: [filter('metadata.score', 'gr', 50)], holds: someScore((score) => score > 50) },
  { filters: [filter('metadata.score', 'gre', 50.5)], holds: someScore((score) => score >= 50.5) },
  { filters: [filter('metadata.score', 'lq', 0)], holds: someScore((score) => score < 0) },
  ...[1_234_567_890_123_456_788n, 1_234_567_890_123_456_789n, 1_234_567_890_123_456_800n].map((id) => ({
    filters: [filter('metadata.score', 'term', id)],
    holds: (message: Message) => scoresOf(message).some((score) => areOneValue(score, id)),
  })),
  {
    filters: [filter('metadata.score', 'gr', 1_234_567_890_123_456_788n)],
    holds: (message) =>
      [1_234_567_890_123_456_789n, 1_234_567_890_123_456_800n].some((id) =>
        scoresOf(message).some((score) => areOneValue(score, id)),
      ),
  },
  {
    filters: [filter('entities.confidence', 'gr', 0.9)],
    holds: (message) => message.type === 'request' && message.entities.some((one) => one.confidence > 0.9),
  },
  {
    filters: [filter('intent.confidence', 'term', '1.0')],
    holds: (message) => message.type === 'request' && message.intent?.confidence === 1,
  },
  {
    filters: [
      filter('timestamp', 'gre', '2026-10-25T02:00:00+02:00'),
      filter('timestamp', 'lq', '2026-10-25 01:00Z'),
    ],
    holds: ({ timestamp }) =>
      instantOf(timestamp) >= at('2026-10-25T00:00:00Z') && instantOf(timestamp) < at('2026-10-25T01:00:00Z'),
  },
  {
    filters: [filter('timestamp', 'term', '2026-10-25T02:00:00+02:00')],
    holds: ({ timestamp }) => instantOf(timestamp) === at('2026-10-25T00:00:00Z'),
  },
  {
    filters: [filter('content.value', 'match', 'NIGHT, rome!')],
    holds: ({ content }) => /Good morning, Rome|good night/.test(textOf(content)),
  },
  {
    filters: [filter('content.value', 'match', 'mail')],
    holds: ({ content }) => textOf(content).includes('e-mail'),
  },
  { filters: [filter('content.value', 'match', '?!')], holds: () => false },
  {
    filters: [filter('metadata.text', 'match', 'rome 12')],
    holds: ({ metadata }) => ['Good morning, Rome', 'ROME'].some((text) => text === metadata?.text),
  },
  {
    filters: [filter('type', 'term', 'request'), filter('intent.confidence', 'lq', 0.5)],
    holds: (message) => message.type === 'request' && (message.intent?.confidence ?? 1) < 0.5,
  },
  { filters: [filter('metadata.absent', 'lqe', 5)], holds: () => false },
  { filters: [filter('metadata.absent', 'term', 'x')], holds: () => false },
];

function filter(field: string, operation: string, value: unknown): object {
  return { field, operation, value };
}

function one({ metadata }: Message): unknown {
  return metadata?.one;
}

function someScore(holds: (score: number) => boolean): (message: Message) => boolean {
  return (message) => numbersAmong(scoresOf(message)).some(holds);
}

function areOneValue(a: unknown, b: unknown): boolean {
  return [[a], [b], [a, b]].every((values) => differentAmong(values) === 1);
}

function scoresOf(message: Message): readonly unknown[] {
  return EXPECTED_VALUES['metadata.score']?.(message) ?? [];
}

function textOf(content: Message['content']): string {
  return content !== null && 'value' in content ? (content.value ?? '') : '';
}
