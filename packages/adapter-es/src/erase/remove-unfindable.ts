import type { estypes } from '@elastic/elasticsearch';
import type { CallOptions, Projects } from '@memex/core/ports';
import { parseJson } from '@memex/core/toolkit';
import type { Session } from '../engine/session.js';
import { termOf } from '../read/query.js';
import { type Search, searchFound } from '../read/search.js';
import { inSlices, SliceGuess } from '../read/slices.js';
import { removeFound } from './remove-matching.js';

/** What messages are known by, by the names of their fields. */
export type Ids = Readonly<Record<string, string>>;

/** Longest text that the indices of the Python service know as a term, in characters. */
const MAX_OLD_TERM_LENGTH = 256;

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
  if (Object.values(ids).every((id) => id.length <= MAX_OLD_TERM_LENGTH)) return 0;
  const search = {
    index,
    query: { bool: { filter: Object.entries(ids).flatMap(([field, id]) => ignoredOrEqual(field, id)) } },
    sort: [{ _index: 'asc' }, { _seq_no: 'asc' }],
  } satisfies Search;
  const slices = inSlices(
    (slice, limits) => searchFound(session.client, { ...search, ...slice }, limits),
    new SliceGuess(),
    options,
  );
  let removed = 0;
  for await (const found of slices) {
    const meant = found.filter(({ source }) => holds(parseJson(source), ids, projects));
    removed += await removeFound(session, meant);
  }
  return removed;
}

function ignoredOrEqual(field: string, id: string): readonly estypes.QueryDslQueryContainer[] {
  return id.length <= MAX_OLD_TERM_LENGTH ? termOf(field, id) : [{ term: { _ignored: `${field}.keyword` } }];
}

function holds(message: unknown, ids: Ids, projects: Projects): boolean {
  const fields: Readonly<Record<string, unknown>> = { ...(typeof message === 'object' ? message : {}) };
  return (
    Object.entries(ids).every(([field, id]) => fields[field] === id) &&
    (projects === 'all' || projects.some((project) => project === fields.project))
  );
}
