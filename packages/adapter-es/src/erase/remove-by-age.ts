import type { Client, estypes } from '@elastic/elasticsearch';
import type { CallOptions } from '@memex/core/ports';
import { throwIfAborted } from '@memex/core/toolkit';
import { abortable } from '../cluster/abortable.js';
import { GoneIndexError, memexErrorOf } from '../cluster/failure.js';
import type { Session } from '../engine/session.js';
import { countMatching } from '../read/count.js';
import { dropIndex } from './drop-index.js';
import { removeMatching } from './remove-matching.js';

/** Documents that one round deletes, and the pause after it, so that retention leaves the cluster to others. */
const THROTTLE = { round: 1_000, pauseMs: 100 };

/**
 * Deletes every document of some indices that matches a query. An index in which nothing else is, is dropped as a whole. Resolves with the number of
 * deleted documents.
 */
export async function removeByAge(
  session: Session,
  indices: readonly string[],
  query: estypes.QueryDslQueryContainer,
  options: CallOptions = {},
): Promise<number> {
  let removed = 0;
  for (const index of indices) {
    throwIfAborted(options);
    removed += await removeFrom(session, index, query, options).catch(noneIfGone);
  }
  return removed;
}

/** Another process may have dropped the index. */
function noneIfGone(error: unknown): number {
  if (memexErrorOf(error) instanceof GoneIndexError) return 0;
  throw error;
}

async function removeFrom(
  session: Session,
  index: string,
  query: estypes.QueryDslQueryContainer,
  options: CallOptions,
): Promise<number> {
  const { client } = session;
  const matching = await countMatching(client, index, query, options);
  if (matching === 0) return 0;
  if (!(await hasOthers(client, index, query, options))) {
    const dropped = await dropUnlessOthers(client, index, query, options);
    if (dropped !== undefined) return dropped;
  }
  return removeMatching(session, index, query, options, THROTTLE);
}

/**
 * Drops an index, while nothing can be written to it. Resolves with the number of its documents, or `undefined` if others were written meanwhile: then
 * it is not dropped.
 */
async function dropUnlessOthers(
  client: Client,
  index: string,
  query: estypes.QueryDslQueryContainer,
  options: CallOptions,
): Promise<number | undefined> {
  await client.indices.addBlock({ index, block: 'write', expand_wildcards: 'none' }, abortable(options));
  let isDropped = false;
  try {
    if (await hasOthers(client, index, query, options)) return undefined;
    const count = await countMatching(client, index, query, options);
    isDropped = await dropIndex(client, index, options);
    return isDropped ? count : 0;
  } finally {
    if (!isDropped) await unblock(client, index);
  }
}

/** Also after an abort. */
async function unblock(client: Client, index: string): Promise<void> {
  await client.indices.putSettings({
    index,
    settings: { 'index.blocks.write': null },
    ignore_unavailable: true,
  });
}

async function hasOthers(
  client: Client,
  index: string,
  query: estypes.QueryDslQueryContainer,
  options: CallOptions,
): Promise<boolean> {
  return (await countMatching(client, index, { bool: { must_not: [query] } }, options)) > 0;
}
