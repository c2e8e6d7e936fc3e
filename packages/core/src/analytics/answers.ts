import type { Message } from '../message/message.js';
import { type Instant, MICROS_PER_SECOND } from '../time/instant.js';
import { fulfils } from './fulfils.js';
import type { Measure, Outcome, TimeWindow } from './message-analysis.js';
import { statisticOf } from './statistic-of.js';

/** A measure of requests and their responses. */
export type AnswerMeasure = Extract<Measure, { readonly measure: 'unanswered' | 'responseTimes' }>;

export function isAnswerMeasure(measure: Measure): measure is AnswerMeasure {
  return measure.measure === 'unanswered' || measure.measure === 'responseTimes';
}

interface Request {
  readonly id: string;
  readonly at: Instant;
}

/** Takes the requests of windows and the responses to them, in any order. */
export function answerAccumulator(measure: AnswerMeasure): {
  add(message: Message, at: Instant): void;
  outcomeIn(window: TimeWindow): Outcome;
} {
  const holds = fulfils(measure.where);
  const requests: Request[] = [];
  const responses = new Map<string, Instant[]>();
  return {
    add: (message, at) => {
      if (message.type === 'response') {
        const known = responses.get(message.responseTo);
        if (known === undefined) responses.set(message.responseTo, [at]);
        else known.push(at);
      } else if (message.type === 'request' && holds(message)) requests.push({ id: message.messageId, at });
    },
    outcomeIn: (window) => {
      const first = firstRequests(requests, window);
      if (measure.measure === 'responseTimes')
        return statisticOf(measure.statistic, timesOf(first, responses));
      const unanswered = [...first.keys()].filter((id) => !responses.has(id));
      return { answer: 'count', count: unanswered.length, approximate: false };
    },
  };
}

/** When the first request with each message id was, within a window. */
function firstRequests(requests: readonly Request[], { from, to }: TimeWindow): ReadonlyMap<string, Instant> {
  const first = new Map<string, Instant>();
  for (const { id, at } of requests) {
    if (at < (from ?? at) || at > to) continue;
    if (at < (first.get(id) ?? Number.POSITIVE_INFINITY)) first.set(id, at);
  }
  return first;
}

function timesOf(
  requests: ReadonlyMap<string, Instant>,
  responses: ReadonlyMap<string, readonly Instant[]>,
): readonly number[] {
  const times: number[] = [];
  for (const [id, at] of requests) {
    const later = (responses.get(id) ?? []).filter((response) => response >= at);
    if (later.length > 0) times.push((Math.min(...later) - at) / MICROS_PER_SECOND);
  }
  return times;
}
