import type { CardId } from '../state/view-state.js';
import type { MeasureInput } from './measure.js';
import { FALLBACKS, REQUESTS } from './panels.js';

/** How the figure of a card comes about: what is asked, and what is made of the numbers, of the window and of each bucket alike. */
export interface Card {
  readonly measures: readonly [MeasureInput, ...MeasureInput[]];
  readonly read: (numbers: readonly (number | null)[]) => number | null;
}

const one = (measure: MeasureInput): Card => ({ measures: [measure], read: ([number]) => number ?? null });

/** Nothing can be told about a part of nothing. */
const ratio = (part: MeasureInput, whole: MeasureInput): Card => ({
  measures: [part, whole],
  read: ([above, below]) => (above == null || !below ? null : above / below),
});

const CONVERSATIONS = {
  type: 'count',
  dimension: 'conversation',
  metric: 'total',
} as const satisfies MeasureInput;

export const CARDS: Readonly<Record<CardId, Card>> = {
  'active-users': one({ type: 'count', dimension: 'user', metric: 'active' }),
  'new-users': one({ type: 'count', dimension: 'user', metric: 'new' }),
  conversations: one(CONVERSATIONS),
  'messages-per-conversation': ratio(
    { type: 'segmentation', dimension: 'message', metric: 'all' },
    CONVERSATIONS,
  ),
  'fallback-rate': ratio(FALLBACKS, REQUESTS),
  'answer-time': one({ type: 'aggregation', field: 'responseTime', aggregation: 'percentiles' }),
};
