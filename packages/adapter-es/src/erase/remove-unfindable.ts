import type { estypes } from '@elastic/elasticsearch';
import type { CallOptions, Projects } from '@memex/core/ports';
import { parseJson } from '@memex/core/toolkit';
import type { Session } from '../engine/session.js';
import { termOf } from '../read/query.js';
import { type DocumentSearch, searchFound } from '../read/search.js';
import { inSlices, SliceGuess } from '../read/slices.js';
import { removeFound } from './remove-matching.js';

/** Ids of messages, by the names of their fields. */
export type Ids = Readonly<Record<string, string>>;

/** The longest text that the indices of the Python service index as a term, in characters. */
const MAX_OLD_TERM_LENGTH = 256;

/**
 * Deletes messages of the Python service whose ids are too long to be indexed, so that no search for the id finds
 * them. Elasticsearch lists in `_ignored` which fields of a document it left out: those documents are read and
 * compared.
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
  } satisfies DocumentSearch;
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
