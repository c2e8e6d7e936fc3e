import { hash } from 'node:crypto';
import { UnavailableError } from '@memex/core';
import {
  AnalyticResult,
  Descriptor,
  decode,
  list,
  MAX_DESCRIPTORS,
  type UntrustedAnalytics,
} from '@memex/core/model';
import {
  callWithin,
  malformed,
  resultTable,
  stringifyJson,
  type TimeZone,
  throwIfAborted,
} from '@memex/core/toolkit';
import { CSV_FIELDS } from '../request/csv-request.js';
import { isUnchanged } from '../request/is-unchanged.js';
import type { Answer } from '../response/answer.js';
import { csvAnswer } from '../response/csv-answer.js';
import { RESULTS } from './answer-examples.js';
import { RESULTS_CSV } from './csv-examples.js';
import { QUERY_EXAMPLES } from './examples.js';
import { createKeyedLimit } from './keyed-limit.js';
import { KnownTags } from './known-tags.js';
import type { Call, Route } from './route.js';

const MAX_QUERY_BYTES = 1_048_576;

/** Queries of one key that are computed at the same time, so that they leave the store to others, and to writes. */
const MAX_AT_ONCE = 2;

/**
 * Computes descriptors while the client waits.
 *
 * @param timeoutMs - How long a query may take, waiting for its turn included. Then the computation is aborted.
 */
export function analyticsQueryRoute(analytics: UntrustedAnalytics, zone: TimeZone, timeoutMs: number): Route {
  const limit = createKeyedLimit(MAX_AT_ONCE);
  const tags = new KnownTags();
  /** What the answer depends on; `undefined` if it must be computed to know. */
  const versionOf = async ({ body, csv, options }: Call): Promise<string | undefined> => {
    const version = await analytics.versionOfList(body, options);
    return version && JSON.stringify([version, csv ?? null]);
  };
  const compute = ({ caller: { key }, body, options }: Call): Promise<readonly AnalyticResult[]> =>
    callWithin(
      timeoutMs,
      (call) =>
        limit(key, async () => {
          throwIfAborted(call);
          return analytics.computeList(body, { projects: options.projects, signal: call.signal });
        }),
      options,
      (cause) => tooSlow(timeoutMs, cause),
    );

  return {
    operationId: 'queryAnalytics',
    tag: 'analytics',
    access: 'read',
    method: 'POST',
    path: '/analytics/query',
    summary: `Compute up to ${MAX_DESCRIPTORS} descriptors now, and store nothing`,
    body: {
      content: { kind: 'inputs', codec: Descriptor, minItems: 1, maxItems: MAX_DESCRIPTORS },
      examples: QUERY_EXAMPLES,
      limits: { bytes: MAX_QUERY_BYTES, items: MAX_DESCRIPTORS },
    },
    parameters: CSV_FIELDS,
    csv: RESULTS_CSV,
    abortable: true,
    conditional: true,
    successes: [
      {
        status: 200,
        description: 'The results, in the order of the descriptors',
        content: { kind: 'values', codec: AnalyticResult },
        example: RESULTS,
      },
      {
        status: 304,
        description:
          'The results are those of `If-None-Match`, but for the times of computing. They are computed to know it unless the store tells that ' +
          'nothing was stored or deleted since.',
        content: { kind: 'none' },
      },
    ],
    handle: async (call) => {
      if (Array.isArray(call.body) && call.body.length === 0)
        throw malformed('', 'must have at least one descriptor');
      const version = await versionOf(call);
      const known = version && tags.find(version);
      if (known !== undefined && isUnchanged(call.ifNoneMatch, known))
        return { status: 200, body: '', headers: { ETag: known } };
      const answer = await resultsAnswer(await compute(call), call, zone);
      if (version !== undefined && answer.headers?.ETag !== undefined)
        tags.remember(version, answer.headers.ETag);
      return answer;
    },
  };
}

async function resultsAnswer(
  results: readonly AnalyticResult[],
  { body, csv, options }: Call,
  zone: TimeZone,
): Promise<Answer> {
  if (csv === undefined)
    return { status: 200, body: stringifyJson(results), headers: { ETag: tagOf(results, 'json') } };
  const descriptors = decode(Descriptors, body);
  const answered = descriptors.map((descriptor, index) => ({ descriptor, result: results[index] ?? null }));
  return csvAnswer(resultTable(answered, zone), csv, options, { ETag: tagOf(results, 'csv') });
}

const Descriptors = list(Descriptor);

/** A weak tag, one for each format: it does not depend on when the results were computed, which their texts tell. */
function tagOf(results: readonly AnalyticResult[], format: 'json' | 'csv'): string {
  const lasting = JSON.stringify(results, (name, value: unknown) =>
    TIMES_OF_COMPUTING.includes(name) ? undefined : value,
  );
  return `W/"${hash('sha256', `${format}${lasting}`, 'hex').slice(0, TAG_LENGTH)}"`;
}

/** `to` of the last bucket is the time of computing, if the window has no end of its own. */
const TIMES_OF_COMPUTING = ['creationDt', 'toDt', 'to'];
const TAG_LENGTH = 32;

function tooSlow(timeoutMs: number, cause: unknown): UnavailableError {
  const reason = `the query takes longer than ${timeoutMs / 1_000} s: ask for fewer descriptors, or for shorter windows`;
  return new UnavailableError('the computation of analytics', {
    part: 'service',
    reason,
    publicReason: reason,
    retryAfterSeconds: 10,
    cause,
  });
}
