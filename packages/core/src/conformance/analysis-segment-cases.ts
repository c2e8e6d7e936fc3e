import { computeAll } from '../analytics/compute.js';
import { Descriptor } from '../analytics/descriptor.js';
import { decode } from '../codec/decode.js';
import { foundIn, scopesOf } from './analysis-answers.js';
import { sourcesOf } from './analysis-questions.js';
import { seed } from './analysis-samples.js';
import { expectedSegments, SEGMENTATION_METRICS, SEGMENTED_FIELDS } from './analysis-segments.js';
import { expectEqual } from './assert.js';
import type { AnalyticalCase } from './case.js';

const TIMES = [
  { timespan: { type: 'moving', value: 'all' } },
  { timespan: { type: 'fixed', start: '2026-03-28', end: '2026-04-02' }, interval: 'day' },
];

const LIMITS = [undefined, 1, 3, 1_000];

const DEFAULT_LIMIT = 20;

/** Segments of every metric by every kind of field, in total and in each bucket. */
export const segmentCases: readonly AnalyticalCase[] = SEGMENTATION_METRICS.flatMap((metric) =>
  Object.keys(SEGMENTED_FIELDS).map((by) => segmentCase(metric, by)),
);

function segmentCase(metric: string, by: string): AnalyticalCase {
  return {
    name: `analytics: segmentation message ${metric} by ${by}`,
    async run({ store }) {
      const { project, messages } = await seed(store);
      const asked = TIMES.flatMap((time) => LIMITS.map((limit) => ({ ...time, metric, by, limit })));
      const results = await computeAll(
        asked.map((one) =>
          decode(Descriptor, { project, type: 'segmentation', dimension: 'message', ...one }),
        ),
        sourcesOf(store),
      );
      for (const [index, { limit = DEFAULT_LIMIT }] of asked.entries()) {
        for (const { part, scope } of scopesOf(results[index] ?? missing(), messages)) {
          const segments = expectedSegments(metric, by, limit, scope);
          expectEqual(foundIn(part), { segments }, `the first ${limit}`);
        }
      }
    },
  };
}

function missing(): never {
  throw new TypeError('each question has a result');
}
