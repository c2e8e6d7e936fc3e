import type { estypes } from '@elastic/elasticsearch';
import { InternalError } from '@memex/core';
import type { CallOptions } from '@memex/core/ports';
import { throwIfAborted } from '@memex/core/toolkit';
import { abortable } from '../cluster/abortable.js';
import type { Located } from '../document/place.js';
import type { Session } from '../engine/session.js';
import { EVERY_INDEX, searchPlaces } from '../read/search.js';
import { type Result, remove } from '../write/operation.js';

/** How fast documents are deleted. */
export interface Throttle {
  /** Documents that one round deletes. Only their locations are loaded. */
  readonly round: number;
  /** The pause after each round, in milliseconds. */
  readonly pauseMs: number;
}

const AT_ONCE: Throttle = { round: 10_000, pauseMs: 0 };

const DELETED = 200;
/** The document was changed or deleted since it was found. The next round looks again. */
const OVERTAKEN = new Set([404, 409]);

/**
 * Deletes every matching document, in rounds, until a search right after a refresh finds none. Documents that are
 * stored meanwhile are deleted too. Resolves with the number of deleted documents.
 */
export async function removeMatching(
  session: Session,
  index: string,
  query: estypes.QueryDslQueryContainer,
  options: CallOptions = {},
  { round, pauseMs }: Throttle = AT_ONCE,
): Promise<number> {
  const { client } = session;
  let removed = 0;
  for (let isFresh = false; ; isFresh = true) {
    throwIfAborted(options);
    // The first round deletes what is visible without a refresh. One refresh after it is enough.
    if (isFresh) await client.indices.refresh({ index, ...EVERY_INDEX }, abortable(options));
    const found = await searchPlaces(client, { index, query, size: round, sort: ['_doc'] }, options);
    if (found.length === 0 && isFresh) return removed;
    removed += await removeFound(session, found);
    if (pauseMs > 0) await new Promise((done) => setTimeout(done, pauseMs));
  }
}

/** Deletes documents unless they changed since they were found. Resolves with the number of deleted documents. */
export async function removeFound({ writer }: Session, found: readonly Located[]): Promise<number> {
  const results = await writer.write(found.map(({ place, version }) => remove(place, version)));
  return results.filter(wasDeleted).length;
}

function wasDeleted({ status, reason }: Result): boolean {
  if (status !== DELETED && !OVERTAKEN.has(status))
    throw new InternalError(`a document was not deleted: ${reason}`);
  return status === DELETED;
}
