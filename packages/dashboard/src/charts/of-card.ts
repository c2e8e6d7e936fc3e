import type { CardData, Unit } from '../data/card-data.js';
import type { LinesChart } from './chart.js';

/** The course of a card, over that of the period before. */
export function chartOfCard({ points, interval, previous }: CardData, unit: Unit): LinesChart {
  return {
    kind: 'lines',
    unit,
    interval,
    lines: [
      { name: 'current', role: 'current', points },
      ...(previous === undefined
        ? []
        : [{ name: 'previous', role: 'previous' as const, points: previous.points }]),
    ],
  };
}
