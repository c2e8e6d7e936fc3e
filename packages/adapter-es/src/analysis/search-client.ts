import { type Coalescing, groupsOf, mergedSearch, splitAnswer } from './coalesced-searches.js';
import type { Answer, Search } from './search.js';

/** Searches for measures. */
export interface SearchClient {
  /** Resolves with the answer, or with `undefined` if Elasticsearch rejected the search. */
  search(search: Search): Promise<Answer | undefined>;
  /** A client that sends neighbouring parts of time in one search, as long as they count the same. */
  coalescing(coalescing: Coalescing): SearchClient;
  /** A client whose searches are not sent once the signal has fired. */
  until(signal: AbortSignal): SearchClient;
}

/** Sends searches in one request. Resolves with their answers, in order. */
export type SendSearches = (searches: readonly Search[]) => Promise<readonly (Answer | undefined)[]>;

interface ClientOptions {
  readonly coalescing?: Coalescing;
  readonly signal?: AbortSignal;
}

interface Waiting extends ClientOptions {
  readonly search: Search;
  readonly resolve: (answer: Answer | undefined) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Creates a client that sends all searches of one turn of the event loop in one request, and equal searches once. Measures that run at the
 * same time therefore share their requests: a turn ends only when each of them waits for an answer.
 */
export function createSearchClient(send: SendSearches): SearchClient {
  let waiting: Waiting[] = [];
  const sendWaiting = async (): Promise<void> => {
    const batch = waiting.filter(isWanted);
    waiting = [];
    try {
      await answerBatch(batch, send);
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
  };
  const clientWith = (options: ClientOptions): SearchClient => ({
    search: (search) =>
      new Promise((resolve, reject) => {
        if (waiting.length === 0) setImmediate(sendWaiting);
        waiting.push({ ...options, search, resolve, reject });
      }),
    coalescing: (coalescing) => clientWith({ ...options, coalescing }),
    until: (signal) => clientWith({ ...options, signal }),
  });
  return clientWith({});
}

/** Whether a search is still needed. If not, it is rejected. */
function isWanted({ signal, reject }: Waiting): boolean {
  if (signal?.aborted !== true) return true;
  reject(signal.reason);
  return false;
}

async function answerBatch(batch: readonly Waiting[], send: SendSearches): Promise<void> {
  const groups = groupsOf(batch).map((members) => {
    const search = mergedSearch(members);
    return { members, search, key: JSON.stringify(search) };
  });
  if (groups.length === 0) return;
  const different = new Map(groups.map(({ key, search }) => [key, search]));
  const answers = await send([...different.values()]);
  const answerByKey = new Map([...different.keys()].map((key, index) => [key, answers[index]]));
  for (const { members, key } of groups) {
    const parts = splitAnswer(answerByKey.get(key), members.length);
    for (const [index, { resolve }] of members.entries()) resolve(parts[index]);
  }
}
