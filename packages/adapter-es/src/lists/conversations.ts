import type { Client, estypes } from '@elastic/elasticsearch';
import type { Conversation } from '@memex/core/model';
import type { CallOptions, ConversationFilter, ConversationPageRequest, Page } from '@memex/core/ports';
import { ConversationList, ConversationPage, conversationPlaceAt } from '@memex/core/toolkit';
import { multiSearch } from '../analysis/multi-search.js';
import { createSearchClient } from '../analysis/search-client.js';
import { messagesIn } from '../document/messages-in.js';
import { copiesFor } from '../read/copies.js';
import type { IndexList } from '../read/index-list.js';
import { queryOf } from '../read/query.js';
import { walkDocuments } from '../read/walk.js';
import { type Candidate, candidatesBehind } from './candidates.js';
import { countedAmong, isUnindexed, type Searching } from './conversation-counts.js';

/** About how many messages a page looks at. */
const MAX_LOOKED = 20_000;

/**
 * A page of conversations, from what is indexed. It goes through the messages from the newest to the oldest. Each conversation has its place where
 * its newest message is: elsewhere it is a candidate that has a newer one. If a message of the range is not completely in the index, as those of the
 * Python service, all of the range are read.
 */
export async function conversationsIn(
  client: Client,
  indices: IndexList,
  filter: ConversationFilter,
  request: ConversationPageRequest,
  options?: CallOptions,
): Promise<Page<Conversation>> {
  const after = conversationPlaceAt(request.after);
  const place = { indices, copies: copiesFor(filter.project) };
  const send = createSearchClient((searches) => multiSearch(client, place, searches, options));
  const searching: Searching = { client: send, filter };
  if (await isUnindexed(searching))
    return readingAll(client, indices.within(filter), filter, request, options);
  const page = new ConversationPage(request);
  const known = new Set<string>();
  const scan = { client, index: indices.within(filter), preference: place.copies, filter };
  let next = after;
  for (let looked = 0; ; ) {
    // Few conversations may have what each must have, so many are counted at once.
    const isNarrow = filter.fallback || filter.intent !== undefined || filter.language !== undefined;
    const wanted = isNarrow ? Number.POSITIVE_INFINITY : page.room + 1;
    const found = await candidatesBehind(scan, next, wanted, known, options);
    if (!(await addCandidates(searching, page, found.candidates))) return page.upTo();
    if (found.next === undefined) return page.whole();
    next = found.next;
    looked += found.looked;
    if (looked >= MAX_LOOKED) return page.upTo(next);
  }
}

/** Adds those candidates that have no newer message. Returns whether there was room for all. */
async function addCandidates(
  searching: Searching,
  page: ConversationPage,
  candidates: readonly Candidate[],
): Promise<boolean> {
  if (candidates.length === 0) return true;
  const counted = await countedAmong(searching, candidates);
  return candidates.every(({ conversationId, userId, channel, at }) => {
    const counts = counted.get(conversationId);
    if (counts === undefined || counts.lastAt !== at) return true;
    const { wanted, ...told } = counts;
    if (wanted === 0 || (searching.filter.fallback && counts.fallbacks === 0)) return true;
    return page.admits({ conversationId, userId, channel, ...told });
  });
}

async function readingAll(
  client: Client,
  index: string,
  filter: ConversationFilter,
  request: ConversationPageRequest,
  options: CallOptions | undefined,
): Promise<Page<Conversation>> {
  const { project, from, to } = filter;
  const query: estypes.QueryDslQueryContainer = queryOf({ projects: [project], from, to });
  const list = new ConversationList(filter);
  for await (const documents of walkDocuments(client, index, query, options)) {
    for (const { value, at, traceId } of messagesIn(documents)) list.add({ at, value, order: traceId });
  }
  return list.page(request);
}
