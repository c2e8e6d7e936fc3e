import type { Client, estypes } from '@elastic/elasticsearch';
import type { Project } from '@memex/core/model';
import type { CallOptions, Projects } from '@memex/core/ports';
import { instantOfMicros, ProjectList, type ProjectPart } from '@memex/core/toolkit';
import { multiSearch } from '../analysis/multi-search.js';
import { NotIndexedError } from '../analysis/not-indexed.js';
import { inPartitions, type Partition, termsWithin } from '../analysis/partitions.js';
import { aggregate, narrowed } from '../analysis/scope.js';
import type { Selection } from '../analysis/search.js';
import { createSearchClient, type SearchClient } from '../analysis/search-client.js';
import { messagesIn } from '../document/messages-in.js';
import { copiesFor } from '../read/copies.js';
import type { IndexList } from '../read/index-list.js';
import { queryOf, WITHOUT_FORM } from '../read/query.js';
import { walkDocuments } from '../read/walk.js';
import { oneProjectIn } from './one-project.js';

const NAME = 'project.keyword';

/** Documents that do not have all that is needed in the index: those of the Python service, mostly. */
const UNINDEXED: estypes.QueryDslQueryContainer = {
  bool: {
    should: [WITHOUT_FORM, { terms: { _ignored: [NAME] } }],
  },
};

/** The projects that have messages: from the index, and from each document whose project or instant is not there. */
export async function projectsIn(
  client: Client,
  indices: IndexList,
  projects: Projects,
  options?: CallOptions,
): Promise<readonly Project[]> {
  const place = { indices, copies: copiesFor(JSON.stringify(projects)) };
  const all: Selection = { query: queryOf({ projects }), within: {} };
  const unindexed = narrowed(all, UNINDEXED);
  const list = new ProjectList();
  const [project] = projects;
  if (projects !== 'all' && projects.length === 1 && project !== undefined) {
    const search = { index: indices.within({}), query: all.query, preference: place.copies };
    const one = await oneProjectIn(client, search, { project, unindexed: unindexed.query }, options);
    for (const part of one ?? []) list.add(part);
    if (one !== undefined) return list.found();
  }
  const searching = createSearchClient((searches) => multiSearch(client, place, searches, options));
  const [indexed, others] = await Promise.all([
    inPartitions((partition) =>
      indexedIn(searching, narrowed(all, { bool: { must_not: UNINDEXED } }), partition),
    ),
    searching.search(unindexed),
  ]);
  if (others === undefined) throw new NotIndexedError('Elasticsearch rejected the search');
  for (const part of indexed.flat()) list.add(part);
  if (others.found) {
    const index = indices.within({});
    for await (const part of readIn(client, index, unindexed, options)) list.add(part);
  }
  return list.found();
}

/** `undefined` if there are too many projects in the partition. */
async function indexedIn(
  client: SearchClient,
  selection: Selection,
  partition: Partition,
): Promise<readonly ProjectPart[] | undefined> {
  const { present } = await aggregate(client, selection, {
    present: {
      terms: termsWithin(NAME, partition),
      aggs: { first: { min: { field: 'memex.at' } }, last: { max: { field: 'memex.at' } } },
    },
  });
  const { buckets = [], sum_other_doc_count: others = 0 } = present ?? {};
  if (others > 0) return undefined;
  return buckets.map(({ key, doc_count, first, last }) => ({
    project: key,
    messages: doc_count,
    firstAt: instantOfMicros(first?.value ?? 0),
    lastAt: instantOfMicros(last?.value ?? 0),
  }));
}

async function* readIn(
  client: Client,
  index: string,
  { query }: Selection,
  options: CallOptions | undefined,
): AsyncGenerator<ProjectPart, void> {
  for await (const documents of walkDocuments(client, index, query, options)) {
    for (const { value, at } of messagesIn(documents))
      yield { project: value.project, messages: 1, firstAt: at, lastAt: at };
  }
}
