import { Client } from '@elastic/elasticsearch';
import { createMemoryStore } from '@memex/core/memory';
import type { Measure } from '@memex/core/ports';
import { unique } from '@memex/core/testing';
import { field, formatInstant, MICROS_PER_SECOND, plusMicros } from '@memex/core/toolkit';
import { expect, test } from 'vitest';
import { measureAnswers } from '../src/analysis/answers.js';
import { selectionOf } from '../src/analysis/scope.js';
import type { Answer, Search } from '../src/analysis/search.js';
import { createSearchClient, type SearchClient } from '../src/analysis/search-client.js';
import { termsIn } from '../src/analysis/terms.js';
import { entryOf } from './many-messages.js';
import { midnight } from './measure.js';
import { onEachMajor, openStore, refresh } from './servers.js';

/** So many that a walk in pages takes several. */
const REQUESTS = 21_000;
/** So that some requests have the id of an earlier one. */
const IDS = 20_000;

const START = midnight('2026-09-01');
const WINDOW = { from: START, to: plusMicros(START, REQUESTS * MICROS_PER_SECOND) };

const UNANSWERED = { measure: 'unanswered', where: [] } as const;
const TOPICS = { measure: 'terms', field: field('metadata.topic'), limit: 1_000, where: [] } as const;
const CONVERSATIONS = { ...TOPICS, of: 'conversationId' } as const;
const MEASURES: readonly Measure[] = [
  UNANSWERED,
  { measure: 'responseTimes', statistic: { of: 'numbers' }, where: [] },
  CONVERSATIONS,
  { ...CONVERSATIONS, limit: 4 },
];

/** Requests with few frequent topics and many others, of which each seventh has a response. */
function entries() {
  return Array.from({ length: REQUESTS }, (_, number) => {
    const timestamp = formatInstant(plusMicros(START, ((number * 7_919) % REQUESTS) * MICROS_PER_SECOND));
    const topic = number % 3 === 0 ? ['often', `seldom-${number % 700}`] : `often-${number % 5}`;
    const request = entryOf({
      messageId: `m${number % IDS}`,
      conversationId: number % 11 === 0 ? null : `c${(number * 31) % 9_000}`,
      timestamp,
      metadata: { topic },
    });
    if (number % 7 !== 0) return [request];
    return [request, entryOf({ type: 'response', responseTo: `m${number % IDS}`, timestamp })];
  }).flat();
}

await onEachMajor('walks through what many messages have', ([node = '']) => {
  test('find the same as in memory, and look at each message a few times, however many there are', async () => {
    const prefix = `${unique('walks')}-`;
    const store = await openStore([node], { prefix, replicas: 0 });
    const memory = createMemoryStore();
    await memory.start();
    const all = entries();
    await memory.messages.append({ entries: all });
    for (let begin = 0; begin < all.length; begin += 4_000)
      await store.messages.append({ entries: all.slice(begin, begin + 4_000) });
    await refresh(node);
    const request = { project: 'project', window: WINDOW, buckets: [], measures: MEASURES };
    const wanted = await memory.analysis.measure(request);
    expect(await store.analysis.measure(request)).toEqual(wanted);

    const scope = { project: 'project', parts: [WINDOW], exactDistinct: 40_000 } as const;
    const answers = await costOf(node, prefix, (client) => measureAnswers(client, UNANSWERED, scope));
    expect(answers.documents).toBe(REQUESTS);
    expect(answers.strategies).not.toContain(COUNTER_FOR_EACH_VALUE);
    const selection = selectionOf('project', WINDOW);
    const terms = await costOf(node, prefix, (client) => termsIn(client, selection, CONVERSATIONS));
    expect(terms.documents).toBeLessThan(2 * all.length);
    await store.stop();
    await memory.stop();
  }, 180_000);
});

interface WalkCost {
  /** How many documents the searches for pairs looked at, all in all. */
  readonly documents: number;
  /** How Elasticsearch counted terms, as its profile of searches says it. */
  readonly strategies: readonly string[];
}

/** The strategy that costs as much as an index has different values, whatever a search selects. */
const COUNTER_FOR_EACH_VALUE = 'dense';

interface Profile {
  readonly shards: readonly {
    readonly aggregations: readonly { readonly debug?: { readonly collection_strategy?: string } }[];
  }[];
}

async function costOf(
  node: string,
  prefix: string,
  walk: (client: SearchClient) => Promise<unknown>,
): Promise<WalkCost> {
  const elasticsearch = new Client({ node });
  let documents = 0;
  const strategies: string[] = [];
  const send = async ({ query, aggs = {} }: Search): Promise<Answer> => {
    const { hits, aggregations, profile } = await elasticsearch.transport.request<{
      hits: { total: { value: number } };
      aggregations: Answer['aggregations'];
      profile: Profile;
    }>({
      method: 'POST',
      path: `/${prefix}message*/_search`,
      body: { query, size: 0, track_total_hits: true, profile: true, aggs },
    });
    if ('pairs' in aggs) documents += hits.total.value;
    for (const { debug } of profile.shards.flatMap((shard) => shard.aggregations))
      if (debug?.collection_strategy !== undefined) strategies.push(debug.collection_strategy);
    return { found: hits.total.value > 0, aggregations };
  };
  await walk(createSearchClient((searches) => Promise.all(searches.map(send))));
  await elasticsearch.close();
  return { documents, strategies };
}
