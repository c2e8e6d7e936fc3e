import type { AnalyticResult, DescriptorInput } from '@memex/core';
import { spanOf } from '../state/span.js';
import type { CardId } from '../state/view-state.js';
import type { Ask } from './ask.js';
import type { CardData, Point } from './card-data.js';
import { CARDS, type Card } from './cards.js';
import { type Finding, numberIn } from './measure.js';
import { describe, intervalIn, type Subject } from './subject.js';

/** What a card asks: about the window, and where the API does not compare on its own, about the period before. */
export function cardDescriptors(id: CardId, subject: Subject): readonly DescriptorInput[] {
  const { own, before } = questionsOf(id, subject);
  return [...own, ...before];
}

export async function loadCard(id: CardId, subject: Subject, ask: Ask): Promise<CardData> {
  const card = CARDS[id];
  const { own, before } = questionsOf(id, subject);
  const results = await ask([...own, ...before]);
  const [current, earlier] = [results.slice(0, own.length), results.slice(own.length)];
  const previous = earlier.length > 0 ? earlier : current.flatMap((result) => result.previous ?? []);
  return {
    card: id,
    interval: intervalIn(subject),
    value: card.read(current.map(numberIn)),
    points: pointsOf(card, current),
    previous:
      previous.length === 0
        ? undefined
        : { value: card.read(previous.map(numberIn)), points: pointsOf(card, previous) },
  };
}

interface Questions {
  readonly own: readonly DescriptorInput[];
  readonly before: readonly DescriptorInput[];
}

function questionsOf(id: CardId, subject: Subject): Questions {
  const { measures } = CARDS[id];
  const interval = intervalIn(subject);
  const before = subject.state.compare ? spanOf(subject.state.window, subject).before : undefined;
  const compare = before === 'compare' ? 'previous' : undefined;
  return {
    own: measures.map((measure) => describe(measure, subject, { interval, compare })),
    before:
      typeof before === 'object'
        ? measures.map((measure) => describe(measure, subject, { interval, timespan: before }))
        : [],
  };
}

type Outcome = Pick<AnalyticResult, 'creationDt'> & {
  readonly series?: readonly (Finding & { readonly from: string; readonly to: string })[] | undefined;
};

/** The buckets that have begun. */
function pointsOf({ read }: Card, results: readonly Outcome[]): readonly Point[] {
  const [first] = results;
  if (first === undefined) return [];
  const now = first.creationDt;
  return (first.series ?? []).flatMap(({ from, to }, index) => {
    if (from > now) return [];
    const numbers = results.map(({ series }) => {
      const bucket = series?.[index];
      return bucket === undefined ? null : numberIn(bucket);
    });
    return [{ from, value: read(numbers), unfinished: to >= now }];
  });
}
