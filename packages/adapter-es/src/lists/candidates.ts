import type { Client, estypes } from '@elastic/elasticsearch';
import type { CallOptions, ConversationFilter } from '@memex/core/ports';
import { type ConversationPlace, type Instant, instantOfMillis, plusMicros } from '@memex/core/toolkit';
import { queryOf, termOf } from '../read/query.js';
import { searchColumns } from '../read/search.js';

/** Where to look for conversations. */
export interface Scan {
  readonly client: Client;
  readonly index: string;
  readonly preference: string;
  readonly filter: ConversationFilter;
}

/** A conversation, and the newest of those messages of it that were looked at. */
export interface Candidate {
  readonly conversationId: string;
  readonly userId: string;
  readonly channel: string;
  readonly at: Instant;
}

export interface Candidates {
  readonly candidates: readonly Candidate[];
  /** How many messages were looked at. */
  readonly looked: number;
  /** The place after which there may be more; `undefined` at the end. */
  readonly next: ConversationPlace | undefined;
}

/** How many messages to look at for each conversation that is wanted. */
const MESSAGES_EACH = 3;
const MIN_SLICE = 100;
const MAX_SLICE = 5_000;

const ID = 'conversationId.keyword';
const USER = 'userId.keyword';
const CHANNEL = 'channel.keyword';

/** The order of conversations, as far as they have one message each. Of equal messages the last stored comes first. */
const SORT: estypes.SortCombinations[] = [
  { 'memex.at': { order: 'desc', missing: 0, unmapped_type: 'long' } },
  { [ID]: { order: 'asc', unmapped_type: 'keyword' } },
  { 'memex.id': { order: 'desc', unmapped_type: 'keyword' } },
];

/**
 * Looks at messages behind a place, a slice of them.
 *
 * @param known - Conversations that are no candidates any more. Those that are found are added.
 */
export async function candidatesBehind(
  { client, index, preference, filter }: Scan,
  place: ConversationPlace | undefined,
  wanted: number,
  known: Set<string>,
  options: CallOptions | undefined,
): Promise<Candidates> {
  const size = Math.min(Math.max(MIN_SLICE, wanted * MESSAGES_EACH), MAX_SLICE);
  const search = { index, preference, query: selectedBehind(filter, place), sort: SORT, size };
  const hits = await searchColumns(
    client,
    { ...search, ...startingBehind(place), docvalue_fields: [USER, CHANNEL] },
    options,
  );
  const candidates: Candidate[] = [];
  let next: ConversationPlace | undefined;
  for (const { values, columns } of hits) {
    const [at, id] = values;
    const conversationId = String(id);
    if (!known.has(conversationId)) {
      if (candidates.length === wanted) return { candidates, looked: hits.length, next };
      known.add(conversationId);
      const [userId, channel] = [columns(USER), columns(CHANNEL)];
      candidates.push({ conversationId, userId, channel, at: plusMicros(EPOCH, Number(at)) });
    }
    next = { lastAt: Number(at), conversationId };
  }
  return { candidates, looked: hits.length, next: hits.length < size ? undefined : next };
}

const EPOCH = instantOfMillis(0);

/** Every message of the conversation at the place comes before it: no trace id is before the empty text. */
function startingBehind(place: ConversationPlace | undefined): { search_after?: estypes.SortResults } {
  const id = place?.conversationId ?? null;
  return place === undefined || id === null ? {} : { search_after: [place.lastAt, id, ''] };
}

/** Everything at the instant of a place without an id comes before it. */
function selectedBehind(
  filter: ConversationFilter,
  place: ConversationPlace | undefined,
): estypes.QueryDslQueryContainer {
  if (place === undefined) return selectedBy(filter);
  const lastAt = place.lastAt - (place.conversationId === null ? 1 : 0);
  return selectedBy({ ...filter, to: plusMicros(EPOCH, Math.min(lastAt, filter.to)) });
}

/** The messages that a filter selects. */
export function selectedBy(
  { project, from, to, userId, channel }: ConversationFilter,
  terms: readonly estypes.QueryDslQueryContainer[] = [],
): estypes.QueryDslQueryContainer {
  return queryOf({ projects: [project], from, to }, [
    { exists: { field: ID } },
    ...termOf('userId', userId),
    ...termOf('channel', channel),
    ...terms,
  ]);
}
