import type { Client } from '@elastic/elasticsearch';
import { InternalError } from '@memex/core';
import type { CallOptions } from '@memex/core/ports';
import { abortable } from '../cluster/abortable.js';
import { type ErrorBody, errorIn, failureOf, GoneIndexError, INDEX_NOT_FOUND } from '../cluster/failure.js';
import { retryWhileBusy } from '../cluster/retry.js';
import type { IndexList } from '../read/index-list.js';
import { EVERY_INDEX, WHOLE } from '../read/search.js';
import type { Aggregations, Answer, Search } from './search.js';

/** Searches of one request. Most calls need fewer, and this many are answered before the timeout. */
const SEARCHES = 500;

const REFUSED = 400;

/** Buckets of these aggregations are counted in the cluster and not returned. */
const UNRETURNED = ['all', 'repeated', 'long']
  .map((name) => `-responses.aggregations.${name}.buckets`)
  .join(',');

type Response =
  | {
      readonly status: number;
      readonly hits: { readonly total?: { readonly value: number } };
      readonly aggregations?: Aggregations;
    }
  | { readonly status: number; readonly error: ErrorBody };

/** What searches look at. */
export interface SearchPlace {
  readonly indices: IndexList;
  /** The shard copies to search, as returned by `copiesFor`. */
  readonly copies: string;
}

/**
 * Sends searches over the same indices. Resolves with their answers, in order; `undefined` for a search that
 * Elasticsearch rejected.
 */
export async function multiSearch(
  client: Client,
  place: SearchPlace,
  searches: readonly Search[],
  options: CallOptions = {},
): Promise<readonly (Answer | undefined)[]> {
  const answers: (Answer | undefined)[] = [];
  for (let start = 0; start < searches.length; start += SEARCHES) {
    const some = searches.slice(start, start + SEARCHES);
    answers.push(...(await retryWhileBusy(() => sendSome(client, place, some, options))));
  }
  return answers;
}

async function sendSome(
  client: Client,
  place: SearchPlace,
  searches: readonly Search[],
  options: CallOptions,
): Promise<readonly (Answer | undefined)[]> {
  const { responses } = await client.transport.request<{ readonly responses: readonly Response[] }>(
    {
      method: 'POST',
      path: '/_msearch',
      querystring: { filter_path: UNRETURNED },
      bulkBody: searches.map((search) => linesOf(place, search)).join(''),
    },
    abortable(options),
  );
  return responses.map(answerIn);
}

/** No partial answers: if a shard cannot answer, the search fails. */
function linesOf({ indices, copies }: SearchPlace, { query, within, aggs }: Search): string {
  const header = {
    index: indices.holding(within),
    preference: copies,
    ...EVERY_INDEX,
    ...WHOLE,
  };
  const body = { query, size: 0, track_total_hits: aggs === undefined ? 1 : false, aggs };
  return `${JSON.stringify(header)}\n${JSON.stringify(body)}\n`;
}

function answerIn(response: Response): Answer | undefined {
  if (!('error' in response)) {
    const { hits, aggregations = {} } = response;
    return { found: (hits.total?.value ?? 0) > 0, aggregations };
  }
  const error = errorIn(response.status, response.error);
  if (error.type === INDEX_NOT_FOUND) throw new GoneIndexError(error.index ?? '');
  const failure = failureOf(error, 'search');
  if (failure !== undefined) throw failure;
  if (error.status === REFUSED) return undefined;
  throw new InternalError(`a search was answered ${error.status}, ${error.reason ?? error.type}`);
}
