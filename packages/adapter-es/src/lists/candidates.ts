import type { Client, estypes } from '@elastic/elasticsearch';
import type { CallOptions, ConversationFilter } from '@memex/core/ports';
import {
  type ConversationPlace,
  compareCodePoints,
  type Instant,
  instantOfMicros,
} from '@memex/core/toolkit';
import { queryOf, termOf } from '../read/query.js';
import { type DocumentSearch, searchColumns } from '../read/search.js';

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
const TRACE_ID = 'memex.id';

const AT: estypes.SortCombinations = { 'memex.at': { order: 'desc', missing: 0, unmapped_type: 'long' } };

/** The order of conversations, as far as they have one message each. Of equal messages the last stored comes first. */
const IN_ORDER: estypes.SortCombinations[] = [
  AT,
  { [ID]: { order: 'asc', unmapped_type: 'keyword' } },
  { [TRACE_ID]: { order: 'desc', unmapped_type: 'keyword' } },
];

/**
 * Looks at messages behind a place, a slice of them.
 *
 * @param wanted - How many conversations at most.
 * @param known - Conversations that are no candidates any more. Those that are found are added.
 */
export async function candidatesBehind(
  scan: Scan,
  place: ConversationPlace | undefined,
  wanted: number,
  known: Set<string>,
  options: CallOptions | undefined,
): Promise<Candidates> {
  const size = Math.min(Math.max(MIN_SLICE, wanted * MESSAGES_EACH), MAX_SLICE);
  const { messages, next: end } = await messagesBehind(scan, place, size, options);
  const candidates: Candidate[] = [];
  let next: ConversationPlace | undefined;
  for (const { at, conversationId, userId, channel } of messages) {
    if (!known.has(conversationId)) {
      if (candidates.length === wanted) return { candidates, looked: size, next };
      known.add(conversationId);
      candidates.push({ conversationId, userId, channel, at: instantOfMicros(at) });
    }
    next = { lastAt: at, conversationId };
  }
  return { candidates, looked: size, next: end };
}

interface Found {
  readonly messages: readonly FoundMessage[];
  readonly next: ConversationPlace | undefined;
}

interface FoundMessage {
  readonly at: number;
  readonly conversationId: string;
  readonly traceId: string;
  readonly userId: string;
  readonly channel: string;
}

/**
 * Messages behind a place in the order of conversations. Sorting by the instant alone takes Elasticsearch a third of the time; so only
 * instants that are complete are used, unless one has more messages than a slice.
 */
async function messagesBehind(
  scan: Scan,
  place: ConversationPlace | undefined,
  size: number,
  options: CallOptions | undefined,
): Promise<Found> {
  const found = await search(scan, { query: selectedBehind(scan.filter, place), sort: [AT], size }, options);
  const isBehind = behind(place);
  const messages = found.filter(isBehind).sort(compare);
  const last = found.at(-1);
  if (last === undefined || found.length < size) return { messages, next: undefined };
  const complete = messages.filter(({ at }) => at > last.at);
  const end = found.findLast(({ at }) => at > last.at);
  return end === undefined
    ? ofInstant(scan, last.at, place, size, options)
    : { messages: complete, next: { lastAt: end.at, conversationId: null } };
}

/** Messages of an instant that has many. */
async function ofInstant(
  scan: Scan,
  instant: number,
  place: ConversationPlace | undefined,
  size: number,
  options: CallOptions | undefined,
): Promise<Found> {
  const at = instantOfMicros(instant);
  const query = selectedBy({ ...scan.filter, from: at, to: at });
  const id = place?.lastAt === instant ? place.conversationId : null;
  // Every message of the conversation at the place comes before it: no trace id is before the empty text.
  const start = id === null ? {} : { search_after: [instant, id, ''] };
  const messages = await search(scan, { query, sort: IN_ORDER, size, ...start }, options);
  const last = messages.length < size ? undefined : messages.at(-1);
  return { messages, next: { lastAt: instant, conversationId: last?.conversationId ?? null } };
}

async function search(
  { client, index, preference }: Scan,
  request: Pick<DocumentSearch, 'query' | 'sort' | 'size' | 'search_after'>,
  options: CallOptions | undefined,
): Promise<readonly FoundMessage[]> {
  const columns = { docvalue_fields: [ID, TRACE_ID, USER, CHANNEL] };
  const hits = await searchColumns(client, { index, preference, ...request, ...columns }, options);
  return hits.map(({ values: [at], columns: column }) => ({
    at: Number(at),
    conversationId: column(ID),
    traceId: column(TRACE_ID),
    userId: column(USER),
    channel: column(CHANNEL),
  }));
}

function behind(place: ConversationPlace | undefined): (message: FoundMessage) => boolean {
  const id = place?.conversationId ?? null;
  return ({ at, conversationId }) =>
    id === null || at !== place?.lastAt || compareCodePoints(conversationId, id) > 0;
}

function compare(a: FoundMessage, b: FoundMessage): number {
  return (
    b.at - a.at ||
    compareCodePoints(a.conversationId, b.conversationId) ||
    compareCodePoints(b.traceId, a.traceId)
  );
}

/** Everything at the instant of a place without an id comes before it. */
function selectedBehind(
  filter: ConversationFilter,
  place: ConversationPlace | undefined,
): estypes.QueryDslQueryContainer {
  if (place === undefined) return selectedBy(filter);
  const lastAt = place.lastAt - (place.conversationId === null ? 1 : 0);
  return selectedBy({ ...filter, to: instantOfMicros(Math.min(lastAt, filter.to)) });
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
