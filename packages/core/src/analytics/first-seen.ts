import type { Message } from '../message/message.js';
import type { Instant } from '../time/instant.js';
import { fulfils } from './fulfils.js';
import type { CountOutcome, Measure, TimeWindow } from './message-analysis.js';

/** A measure that counts who is new. */
export type FirstSeenMeasure = Extract<Measure, { readonly measure: 'firstSeen' }>;

/** For engines that read the messages themselves. It is given all messages of a project up to the end of the last window, in any order. */
export function firstSeenAccumulator({ field, where }: FirstSeenMeasure): {
  add(message: Message, at: Instant): void;
  outcomeIn(window: TimeWindow): CountOutcome;
} {
  const holds = fulfils(where);
  const seen = new Map<string, Instant>();
  const counting = new Map<string, Instant>();
  return {
    add: (message, at) => {
      const value = message[field];
      if (value === null) return;
      keepEarliest(seen, value, at);
      if (holds(message)) keepEarliest(counting, value, at);
    },
    outcomeIn: (window) => ({ answer: 'count', count: newIn(window, seen, counting), approximate: false }),
  };
}

function keepEarliest(instants: Map<string, Instant>, value: string, at: Instant): void {
  if (at < (instants.get(value) ?? Number.POSITIVE_INFINITY)) instants.set(value, at);
}

/** Who was not seen before the window and counts by its end. */
function newIn(
  { from = Number.NEGATIVE_INFINITY, to }: { readonly from?: number | undefined; readonly to: number },
  seen: ReadonlyMap<string, Instant>,
  counting: ReadonlyMap<string, Instant>,
): number {
  let count = 0;
  for (const [value, at] of counting) if (at <= to && (seen.get(value) ?? at) >= from) count++;
  return count;
}
