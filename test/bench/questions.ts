import { COUNTS, Descriptor, decode, SEGMENTATIONS } from '@memex/core/model';
import { SAMPLE_PROJECT } from '../src/samples.js';

/**
 * Segmentations that say by which field: any is possible. And a count that most other sides cannot ask: their rows do not have what a
 * response answers.
 */
const LEFT_OUT = new Set(['users', 'conversations', 'unanswered']);

/** Every other count and segmentation of messages, over the last 30 days of the sample project. */
export const QUESTIONS: readonly Descriptor[] = [
  ...questionsOf('count', COUNTS),
  ...questionsOf('segmentation', SEGMENTATIONS),
];

type Rows = Readonly<Record<string, Readonly<Record<string, { readonly of: string }>>>>;

function questionsOf(type: string, rows: Rows): readonly Descriptor[] {
  const scope = { project: SAMPLE_PROJECT, timespan: { type: 'moving', value: '30d' }, type };
  return Object.entries(rows).flatMap(([dimension, metrics]) =>
    Object.entries(metrics)
      .filter(([metric, { of }]) => of === 'messages' && !LEFT_OUT.has(metric))
      .map(([metric]) => decode(Descriptor, { ...scope, dimension, metric })),
  );
}
