import type { TimeWindow } from '@memex/core/ports';

/** What one bare search counts, and how its answer is read. */
export interface BareCount {
  readonly body: object;
  readonly read: (aggregations: Aggregations) => unknown;
}

export type Aggregations = Readonly<Record<string, Aggregate | undefined>>;

interface Aggregate {
  readonly count?: number;
  readonly buckets?: readonly { readonly first?: { readonly value: number } }[];
}

/** All that Elasticsearch allows in one search. */
const ALL = 65_535;

/** The one search for each count and segmentation of messages that gives the same exact answer. */
export function bareCounts(project: string, { from, to }: TimeWindow): readonly BareCount[] {
  const within = [
    { term: { 'project.keyword': project } },
    { range: { 'memex.at': { gte: from, lte: to } } },
  ];
  const until = [{ term: { 'project.keyword': project } }, { range: { 'memex.at': { lte: to } } }];
  const terms = (field: string, size = ALL, rest = {}) => ({
    terms: { field: `${field}.keyword`, size, shard_size: size, ...rest },
  });
  const search = (filter: readonly object[], aggs: object, read: BareCount['read']): BareCount => ({
    body: { size: 0, track_total_hits: false, query: { bool: { filter } }, aggs },
    read,
  });
  const countOf = (name: string) => ({ stats_bucket: { buckets_path: `${name}._count` } });
  const distinct = (field: string, ...filters: readonly object[]) =>
    search(
      [...within, ...filters],
      { all: terms(field), different: countOf('all') },
      (found) => found.different?.count,
    );
  const ofType = (type: string) => ({ term: { 'type.keyword': type } });
  const fresh = (field: string) =>
    search(
      until,
      { seen: { ...terms(field), aggs: { first: { min: { field: 'memex.at' } } } } },
      (found) =>
        found.seen?.buckets?.filter(({ first }) => from !== undefined && (first?.value ?? 0) >= from).length,
    );
  return [
    distinct('userId'),
    distinct('userId', ofType('request')),
    distinct('userId', ofType('notification')),
    fresh('userId'),
    distinct('messageId', ofType('request')),
    distinct('messageId', ofType('response')),
    distinct('messageId', ofType('notification')),
    distinct('conversationId'),
    fresh('conversationId'),
    distinct('messageId', ofType('request'), { term: { 'intent.name.keyword': 'default' } }),
    distinct('intent.name'),
    distinct('domain'),
    search(
      within,
      {
        all: terms('userId', ALL / 3),
        different: countOf('all'),
        repeated: terms('userId', ALL / 3, { min_doc_count: 2 }),
        several: countOf('repeated'),
      },
      ({ different, several }) => (different?.count ?? 0) - (several?.count ?? 0),
    ),
    search(within, { values: terms('type') }, ({ values }) => values?.buckets?.length),
    search(
      [...within, ofType('request')],
      { values: terms('content.type') },
      ({ values }) => values?.buckets?.length,
    ),
  ];
}
