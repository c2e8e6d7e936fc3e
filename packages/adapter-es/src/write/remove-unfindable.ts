import type { estypes } from '@elastic/elasticsearch';
import { type CallOptions, type Projects, parseJson } from '@memex/core';
import type { Session } from '../engine.js';
import { termOf } from '../read/query.js';
import { searchFound } from '../read/search.js';
import { removeFound } from './remove-matching.js';

/** What messages are known by, by the names of their fields. */
export type Ids = Readonly<Record<string, string>>;

/** Longest text that the indices of the Python service know as a term, in characters. */
const LONGEST_OLD_TERM = 256;

const PAGE = 500;

/**
 * Deletes the messages of the Python service that have these ids, but cannot be found by one of them, which is too long for a term
 * in their indices. Elasticsearch notes in each document which of its fields it ignored: what is noted is read and compared.
 */
export async function removeUnfindable(
  session: Session,
  index: string,
  { ids, projects }: { readonly ids: Ids; readonly projects: Projects },
  options?: CallOptions,
): Promise<number> {
  if (Object.values(ids).every((id) => id.length <= LONGEST_OLD_TERM)) return 0;
  const request = {
    index,
    query: { bool: { filter: Object.entries(ids).flatMap(([field, id]) => ignoredOrEqual(field, id)) } },
    size: PAGE,
    sort: [{ _index: 'asc' }, { _seq_no: 'asc' }],
  } satisfies estypes.SearchRequest;
  let removed = 0;
  for (let after: estypes.SortResults | undefined; ; ) {
    const found = await searchFound(
      session.client,
      { ...request, ...(after === undefined ? {} : { search_after: after }) },
      options,
    );
    after = found.at(-1)?.values;
    if (after === undefined) return removed;
    const meant = found.filter(({ source }) => holds(parseJson(source), ids, projects));
    removed += await removeFound(session, meant);
  }
}

function ignoredOrEqual(field: string, id: string): readonly estypes.QueryDslQueryContainer[] {
  return id.length <= LONGEST_OLD_TERM ? termOf(field, id) : [{ term: { _ignored: `${field}.keyword` } }];
}

function holds(message: unknown, ids: Ids, projects: Projects): boolean {
  const fields: Readonly<Record<string, unknown>> = { ...(typeof message === 'object' ? message : {}) };
  return (
    Object.entries(ids).every(([field, id]) => fields[field] === id) &&
    (projects === 'all' || projects.some((project) => project === fields.project))
  );
}
