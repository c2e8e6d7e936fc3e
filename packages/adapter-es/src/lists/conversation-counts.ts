import type { estypes } from '@elastic/elasticsearch';
import type { ConversationFilter } from '@memex/core/ports';
import { FALLBACK_INTENT, type Instant, instantOfMicros } from '@memex/core/toolkit';
import { eachPair } from '../analysis/pairs.js';
import { termsOfFew } from '../analysis/partitions.js';
import { aggregate, narrowed } from '../analysis/scope.js';
import type { Selection } from '../analysis/search.js';
import type { SearchClient } from '../analysis/search-client.js';
import { queryOf, termOf, WITHOUT_FORM } from '../read/query.js';
import { selectedBy } from './candidates.js';

/** What conversations are counted with. */
export interface Searching {
  readonly client: SearchClient;
  readonly filter: ConversationFilter;
}

/** What the selected messages of a conversation tell. */
export interface ConversationCounts {
  readonly firstAt: Instant;
  readonly lastAt: Instant;
  readonly messages: number;
  readonly fallbacks: number;
  /** How many requests have the intent and the language of the filter. */
  readonly wanted: number;
}

const ID = 'conversationId.keyword';
const MESSAGE_ID = 'messageId.keyword';

const FALLBACK: estypes.QueryDslQueryContainer = {
  bool: { filter: [...termOf('type', 'request'), ...termOf('intent.name', FALLBACK_INTENT)] },
};

/** Fields that conversations are told by. */
const TOLD_BY = [
  ID,
  MESSAGE_ID,
  'userId.keyword',
  'channel.keyword',
  'intent.name.keyword',
  'language.keyword',
];

/** Whether a message of the range is not completely in the index. */
export async function isUnindexed({ client, filter: { project, from, to } }: Searching): Promise<boolean> {
  const leftOut = { terms: { _ignored: TOLD_BY } };
  const all: Selection = { query: queryOf({ projects: [project], from, to }), within: { from, to } };
  const answer = await client.search(narrowed(all, { bool: { should: [WITHOUT_FORM, leftOut] } }));
  return answer === undefined || answer.found;
}

/** Counts all selected messages of conversations. */
export async function countedAmong(
  { client, filter }: Searching,
  conversations: readonly { readonly conversationId: string }[],
): Promise<ReadonlyMap<string, ConversationCounts>> {
  const ids = conversations.map(({ conversationId }) => conversationId);
  const { present } = await aggregate(client, selectionOf(filter, ids), {
    present: {
      terms: termsOfFew(ID, ids.length),
      aggs: {
        first: { min: { field: 'memex.at' } },
        last: { max: { field: 'memex.at' } },
        documents: { filter: FALLBACK },
        wanted: { filter: wantedBy(filter) },
      },
    },
  });
  const buckets = present?.buckets ?? [];
  const several = buckets.filter(({ documents }) => (documents?.doc_count ?? 0) > 1).map(({ key }) => key);
  const different = await differentFallbacks(client, filter, several);
  return new Map(
    buckets.map(({ key, doc_count, first, last, documents, wanted }) => [
      key,
      {
        firstAt: instantOfMicros(first?.value ?? 0),
        lastAt: instantOfMicros(last?.value ?? 0),
        messages: doc_count,
        fallbacks: different.get(key) ?? documents?.doc_count ?? 0,
        wanted: wanted?.doc_count ?? 0,
      },
    ]),
  );
}

function wantedBy({ intent, language }: ConversationFilter): estypes.QueryDslQueryContainer {
  const terms = [...termOf('intent.name', intent), ...termOf('language', language)];
  return { bool: { filter: terms.length === 0 ? [] : [...termOf('type', 'request'), ...terms] } };
}

function selectionOf(filter: ConversationFilter, ids: readonly string[]): Selection {
  return { query: selectedBy(filter, [{ terms: { [ID]: [...ids] } }]), within: filter };
}

/** How many different message ids the fallbacks of conversations have. */
async function differentFallbacks(
  client: SearchClient,
  filter: ConversationFilter,
  ids: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>();
  if (ids.length === 0) return counts;
  const fallbacks = narrowed(selectionOf(filter, ids), FALLBACK);
  for await (const { value } of eachPair(client, fallbacks, [ID, MESSAGE_ID]))
    counts.set(String(value), (counts.get(String(value)) ?? 0) + 1);
  return counts;
}
