import type { Analysis, Condition, Outcome } from '@memex/core/ports';
import { type AnswerMeasure, field, MICROS_PER_SECOND, statisticOf } from '@memex/core/toolkit';
import type { Span } from '../config/index-names.js';
import { counted } from './distinct.js';
import { firstInstants } from './first-instants.js';
import { eachPair } from './pairs.js';
import { inPartitions, termsWithin } from './partitions.js';
import { aggregate, narrowed, overParts, type Scope, selectionOf } from './scope.js';
import type { Selection } from './search.js';
import type { SearchClient } from './search-client.js';

const REQUEST: Condition = { field: field('type'), operation: 'term', value: 'request' };
const RESPONSE: Condition = { field: field('type'), operation: 'term', value: 'response' };

const MESSAGE_ID = 'messageId.keyword';
const RESPONSE_TO = 'responseTo.keyword';

/**
 * Finds the responses to the requests of each part by the id that both carry: so many ids at a time, whatever the number of messages.
 * The ids of requests are listed, and then searched for among the responses.
 */
export function measureAnswers(
  client: SearchClient,
  measure: AnswerMeasure,
  scope: Scope,
): Promise<Analysis> {
  return overParts(
    client,
    scope,
    [REQUEST, ...measure.where],
    async (searching, selection): Promise<Outcome> =>
      measure.measure === 'unanswered'
        ? counted(await countUnanswered(searching, scope.project, selection))
        : statisticOf(measure.statistic, await responseTimes(searching, scope.project, selection)),
    { byTotal: 'unknown' },
  );
}

async function countUnanswered(client: SearchClient, project: string, requests: Selection): Promise<number> {
  const counts = await inPartitions(async (partition) => {
    const asked = await firstInstants(client, requests, MESSAGE_ID, partition);
    if (asked === undefined) return undefined;
    if (asked.size === 0) return 0;
    const { seen } = await aggregate(client, responsesTo(project, {}, [...asked.keys()]), {
      seen: { terms: termsWithin(RESPONSE_TO, undefined) },
    });
    return asked.size - (seen?.buckets ?? []).length;
  });
  return counts.reduce((sum, count) => sum + count, 0);
}

async function responseTimes(
  client: SearchClient,
  project: string,
  requests: Selection,
): Promise<readonly number[]> {
  const times = await inPartitions(async (partition) => {
    const asked = await firstInstants(client, requests, MESSAGE_ID, partition);
    if (asked === undefined) return undefined;
    const found: number[] = [];
    if (asked.size === 0) return found;
    const responses = responsesTo(project, { from: requests.within.from }, [...asked.keys()]);
    let answered: string | number | undefined;
    // The responses to one request come in the order of time.
    for await (const { value, who } of eachPair(client, responses, RESPONSE_TO, 'memex.at')) {
      const at = asked.get(String(value));
      if (value === answered || at === undefined || Number(who) < at) continue;
      answered = value;
      found.push((Number(who) - at) / MICROS_PER_SECOND);
    }
    return found;
  });
  return times.flat();
}

function responsesTo(project: string, span: Span, ids: readonly string[]): Selection {
  return narrowed(selectionOf(project, span, [RESPONSE]), { terms: { [RESPONSE_TO]: [...ids] } });
}
