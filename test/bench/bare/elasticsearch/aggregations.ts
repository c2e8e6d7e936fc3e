interface Window {
  readonly from: number;
  readonly to: number;
}

/** A question, and the bare searches that give the same exact answer. */
export interface AggregationQuestion {
  readonly name: string;
  /** Its descriptor, without project and window. */
  readonly asked: object;
  readonly searches: (window: Window) => readonly BareSearch[];
  /** A number to compare, which the answers of all searches add up to. */
  readonly read: (answer: BareAnswer) => number;
}

interface BareSearch {
  readonly window: Window;
  readonly aggs: object;
}

interface Counts {
  readonly different?: { readonly count: number };
  readonly several?: { readonly count: number };
}

export interface BareAnswer extends Counts {
  readonly value?: { readonly value: number };
  readonly percentiles?: { readonly values: Readonly<Record<string, number>> };
  readonly hours?: { readonly buckets: readonly Counts[] };
}

/** Distinct values are counted exactly up to this number. */
const EXACT = 40_000;
const HOUR = 3_600_000_000;
/** Of one search, which has no more buckets then than Elasticsearch allows. */
const HOURS = 120;

const terms = (field: string, rest: object = {}) => ({
  terms: { field, size: EXACT + 1, shard_size: EXACT + 1, ...rest },
});
const countOf = (name: string) => ({ stats_bucket: { buckets_path: `${name}._count` } });

/** Distinct values of a field, and those that are too long for it of another. */
function distinct(path: string, field: string, longer?: string): AggregationQuestion {
  const others = longer === undefined ? {} : { repeated: terms(longer), several: countOf('repeated') };
  const aggs = { all: terms(field), different: countOf('all'), ...others };
  return question(
    path,
    'cardinality',
    aggs,
    ({ different, several }) => (different?.count ?? 0) + (several?.count ?? 0),
  );
}

/** A digest that merges nothing is exact. */
function percentiles(path: string, field: string): AggregationQuestion {
  const percents = [1, 5, 25, 50, 75, 95, 99];
  const aggs = { percentiles: { percentiles: { field, percents, tdigest: { compression: 2_000_000 } } } };
  return question(path, 'percentiles', aggs, (answer) => answer.percentiles?.values['50.0'] ?? Number.NaN);
}

function average(path: string, field: string): AggregationQuestion {
  return question(path, 'avg', { value: { avg: { field } } }, ({ value }) => value?.value ?? Number.NaN);
}

function question(
  field: string,
  aggregation: string,
  aggs: object,
  read: AggregationQuestion['read'],
): AggregationQuestion {
  return {
    name: `${aggregation} of ${field}`,
    asked: { type: 'aggregation', field, aggregation },
    searches: (window) => [{ window, aggs }],
    read,
  };
}

const users = 'userId.keyword';

const SINGLES_BY_HOUR: AggregationQuestion = {
  name: 'bot.response by hour',
  asked: { type: 'count', dimension: 'bot', metric: 'response', interval: 'hour' },
  searches: ({ from, to }) => {
    const counts = {
      all: terms(users),
      different: countOf('all'),
      repeated: terms(users, { min_doc_count: 2 }),
      several: countOf('repeated'),
    };
    const aggs = {
      hours: { histogram: { field: 'memex.at', interval: HOUR, min_doc_count: 1 }, aggs: counts },
    };
    const searches = Math.ceil((to - from) / (HOUR * HOURS));
    return Array.from({ length: searches }, (_, index) => {
      const start = from + index * HOUR * HOURS;
      const end = start + HOUR * HOURS - 1;
      return { window: { from: start, to: Math.min(end, to) }, aggs };
    });
  },
  read: ({ hours }) =>
    (hours?.buckets ?? []).reduce(
      (sum, { different, several }) => sum + (different?.count ?? 0) - (several?.count ?? 0),
      0,
    ),
};

export const AGGREGATION_QUESTIONS: readonly AggregationQuestion[] = [
  average('intent.confidence', 'intent.confidence'),
  average('metadata.score', 'memex.numbers.metadata.score'),
  percentiles('intent.confidence', 'intent.confidence'),
  percentiles('metadata.score', 'memex.numbers.metadata.score'),
  percentiles('metadata.scores', 'memex.numbers.metadata.scores'),
  distinct('content.value', 'content.value.keyword', 'memex.values.content.value'),
  distinct('metadata.tags', 'memex.values.metadata.tags'),
  distinct('content.buttons.buttonId', 'memex.values.content.buttons.buttonId'),
  SINGLES_BY_HOUR,
];
