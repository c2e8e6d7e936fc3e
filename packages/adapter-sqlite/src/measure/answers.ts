import type { Analysis, AnalysisRequest, Outcome, TimeWindow } from '@memex/core/ports';
import { type AnswerMeasure, MICROS_PER_SECOND, statisticOf } from '@memex/core/toolkit';
import { NO_CODE } from '../columns/dictionary.js';
import { type Requests, readRequests } from './requests.js';
import { eachResponse } from './responses.js';
import type { Scope } from './scope.js';

/**
 * Measures requests and their responses. The ids of requests are in an index, those that responses answer only in their texts: an
 * index of them would take bytes on disk for every response. Requests and instants are kept as numbers, about 40 bytes for each.
 */
export function measureAnswers(scope: Scope, request: AnalysisRequest, measure: AnswerMeasure): Analysis {
  const { window, buckets } = request;
  const requests = readRequests(scope, request, measure.where);
  const outcomeIn =
    measure.measure === 'unanswered'
      ? unansweredIn(scope, requests)
      : timesIn(scope, requests, measure.statistic, window);
  return { total: outcomeIn(window), series: buckets.map(outcomeIn) };
}

type OutcomeIn = (window: TimeWindow) => Outcome;

function unansweredIn(scope: Scope, requests: Requests): OutcomeIn {
  const answered = new Uint8Array(requests.size);
  for (const { hash } of eachResponse(scope, undefined)) {
    const code = requests.find(hash);
    if (code !== NO_CODE) answered[code] = 1;
  }
  return (window) => {
    let count = 0;
    requests.eachFirst(window, (code) => {
      if (answered[code] === 0) count++;
    });
    return { answer: 'count', count, approximate: false };
  };
}

function timesIn(
  scope: Scope,
  requests: Requests,
  statistic: Extract<AnswerMeasure, { readonly measure: 'responseTimes' }>['statistic'],
  { from }: TimeWindow,
): OutcomeIn {
  const responses = new Map<number, number[]>();
  for (const { hash, at } of eachResponse(scope, from)) {
    const code = requests.find(hash);
    if (code === NO_CODE) continue;
    const known = responses.get(code);
    if (known === undefined) responses.set(code, [at]);
    else known.push(at);
  }
  return (window) => {
    const times: number[] = [];
    requests.eachFirst(window, (code, at) => {
      // They are in the order of time.
      const response = responses.get(code)?.find((one) => one >= at);
      if (response !== undefined) times.push((response - at) / MICROS_PER_SECOND);
    });
    return statisticOf(statistic, times);
  };
}
