import type { Message } from '../message/message.js';
import type { Instant } from '../time/instant.js';
import { type AnswerMeasure, answerAccumulator, isAnswerMeasure } from './answers.js';
import { type FirstSeenMeasure, firstSeenAccumulator } from './first-seen.js';
import type { Measure, Outcome, TimeWindow } from './message-analysis.js';

/** A measure that depends on messages outside of its window. */
export type HistoryMeasure = FirstSeenMeasure | AnswerMeasure;

export function isHistoryMeasure(measure: Measure): measure is HistoryMeasure {
  return measure.measure === 'firstSeen' || isAnswerMeasure(measure);
}

/** Takes messages of a project in any order, at least those of {@link historyOf} its windows, and measures one window after the other. */
export interface HistoryAccumulator {
  add(message: Message, at: Instant): void;
  outcomeIn(window: TimeWindow): Outcome;
}

/** For engines that look at the messages themselves. */
export function historyAccumulator(measure: HistoryMeasure): HistoryAccumulator {
  return measure.measure === 'firstSeen' ? firstSeenAccumulator(measure) : answerAccumulator(measure);
}

/** The time whose messages a measure of a window depends on. */
export function historyOf(
  { measure }: Measure,
  { from, to }: TimeWindow,
): { readonly from?: Instant | undefined; readonly to?: Instant | undefined } {
  switch (measure) {
    case 'firstSeen':
      return { to };
    case 'unanswered':
      return {};
    case 'responseTimes':
      return { from };
    default:
      return { from, to };
  }
}
