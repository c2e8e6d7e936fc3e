import type { Analysis, Condition } from '@memex/core/ports';
import { type AnswerMeasure, field, MICROS_PER_SECOND, statisticOf } from '@memex/core/toolkit';
import type { Span } from '../config/index-names.js';
import { counted } from './distinct.js';
import { eachPair } from './pairs.js';
import { termsOfFew } from './partitions.js';
import { type Asked, type Question, requestsById } from './requests-by-id.js';
import { aggregate, narrowed, type Scope, selectionOf } from './scope.js';
import type { Selection } from './search.js';
import type { SearchClient } from './search-client.js';

const REQUEST: Condition = { field: field('type'), operation: 'term', value: 'request' };
const RESPONSE: Condition = { field: field('type'), operation: 'term', value: 'response' };

const RESPONSE_TO = 'responseTo.keyword';

/**
 * Finds the responses to the requests of the window by the id that both carry: so many ids at a time, whatever the number of messages. The
 * whole window and all of its buckets are measured on the way, since a search costs the cluster far more than a bucket does.
 */
export async function measureAnswers(
  client: SearchClient,
  measure: AnswerMeasure,
  scope: Scope,
): Promise<Analysis> {
  const pages = requestsById(client, scope, [REQUEST, ...measure.where]);
  const [total, ...series] =
    measure.measure === 'unanswered'
      ? (await countUnanswered(client, scope, pages)).map(counted)
      : (await responseTimes(client, scope, pages)).map((times) => statisticOf(measure.statistic, times));
  if (total === undefined) throw new TypeError('the whole window has an outcome');
  return { total, series };
}

/** The number in each part. */
async function countUnanswered(
  client: SearchClient,
  { project, parts }: Scope,
  pages: AsyncIterable<Asked>,
): Promise<readonly number[]> {
  const counts = parts.map(() => 0);
  for await (const asked of pages) {
    const { seen } = await aggregate(client, responsesTo(project, {}, asked), {
      seen: { terms: termsOfFew(RESPONSE_TO) },
    });
    const answered = new Set(seen?.buckets?.map(({ key }) => key));
    for (const [id, questions] of asked)
      if (!answered.has(id)) for (const { part } of questions) counts[part] = (counts[part] ?? 0) + 1;
  }
  return counts;
}

/** The times in each part, in seconds. */
async function responseTimes(
  client: SearchClient,
  { project, parts }: Scope,
  pages: AsyncIterable<Asked>,
): Promise<readonly (readonly number[])[]> {
  const times = parts.map((): number[] => []);
  for await (const asked of pages) {
    const responses = responsesTo(project, { from: parts[0].from }, asked);
    let current: string | number | undefined;
    let left: readonly Question[] = [];
    // The responses to one request come in the order of time.
    for await (const { value, who } of eachPair(client, responses, [RESPONSE_TO, 'memex.at'])) {
      if (value !== current) left = asked.get(String(value)) ?? [];
      current = value;
      const at = Number(who);
      const answered = left.filter((question) => question.at <= at);
      if (answered.length === 0) continue;
      for (const question of answered) times[question.part]?.push((at - question.at) / MICROS_PER_SECOND);
      left = left.slice(answered.length);
    }
  }
  return times;
}

function responsesTo(project: string, span: Span, asked: Asked): Selection {
  return narrowed(selectionOf(project, span, [RESPONSE]), { terms: { [RESPONSE_TO]: [...asked.keys()] } });
}
