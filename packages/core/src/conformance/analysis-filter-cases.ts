import { computeAll } from '../analytics/compute.js';
import { Descriptor } from '../analytics/descriptor.js';
import { decode } from '../codec/decode.js';
import { stringifyJson } from '../json/exact-json.js';
import type { Message } from '../message/message.js';
import { expectAggregation } from './analysis-aggregations.js';
import { answer, COUNTED_METRICS, fieldsFor, foundIn, scopeOf, scopesOf } from './analysis-answers.js';
import { TRIED_FILTERS } from './analysis-filters.js';
import { sourcesOf } from './analysis-questions.js';
import { seed } from './analysis-samples.js';
import { NOW } from './analysis-windows.js';
import type { AnalyticalCase } from './case.js';

type Holds = (message: Message) => boolean;

/** What filters let pass, in each aggregation that counts, and in each count and segmentation of messages. */
export const filterCases: readonly AnalyticalCase[] = TRIED_FILTERS.flatMap(({ filters, holds }) => [
  aggregationCase(filters, holds),
  countCase(filters, holds),
]);

function aggregationCase(filters: readonly object[], holds: Holds): AnalyticalCase {
  return {
    name: `analytics: filters ${stringifyJson(filters)}`,
    async run({ store }) {
      const { project, messages } = await seed(store);
      const passing = scopeOf(messages, Number.NEGATIVE_INFINITY, NOW).within.filter(holds);
      for (const aggregation of ['value_count', 'cardinality']) {
        for (const [field, valuesOf] of fieldsFor('avg')) {
          const timespan = { type: 'moving', value: 'all' };
          const sent = { project, timespan, type: 'aggregation', aggregation, field, filters };
          const { aggregation: found } = foundIn(await answer(store, sent));
          expectAggregation(aggregation, found, passing.flatMap(valuesOf));
        }
      }
    },
  };
}

const SPRING = { type: 'fixed', start: '2026-03-28', end: '2026-04-02' };

/** Messages before the window count as seen whether they pass the filters or not. */
function countCase(filters: readonly object[], holds: Holds): AnalyticalCase {
  return {
    name: `analytics: counts and segments with filters ${stringifyJson(filters)}`,
    async run({ store }) {
      const { project, messages } = await seed(store);
      const question = { project, timespan: SPRING, interval: 'day', filters };
      const asked = COUNTED_METRICS.map(({ metric }) => decode(Descriptor, { ...question, ...metric }));
      const results = await computeAll(asked, sourcesOf(store));
      for (const [index, { check }] of COUNTED_METRICS.entries()) {
        for (const { part, scope } of scopesOf(results[index] ?? missing(), messages))
          check(foundIn(part), { ...scope, within: scope.within.filter(holds) });
      }
    },
  };
}

function missing(): never {
  throw new TypeError('each question has a result');
}
