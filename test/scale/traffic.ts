import type { MessageInput } from '@memex/core';
import { formatInstant, instantOfMillis } from '@memex/core/toolkit';
import { createSamples } from '../src/samples.js';

const MS_PER_HOUR = 3_600_000;
const HOURS_PER_DAY = 24;

export const MONTH_START = Date.UTC(2026, 0, 1);
export const MONTH_DAYS = 31;
export const MONTH_END = MONTH_START + MONTH_DAYS * HOURS_PER_DAY * MS_PER_HOUR;

/** People write most at eleven and at eight in the evening, and half as much at weekends. */
const HOUR_WEIGHTS = [2, 1, 1, 1, 1, 2, 4, 7, 9, 11, 12, 12, 10, 9, 9, 9, 10, 11, 12, 13, 14, 12, 8, 4];
const WEEKEND_WEIGHT = 0.5;

/** Half of the messages are those of one project, as among the bots of most teams. */
const PROJECTS = ['shop', 'shop', 'shop', 'support', 'support', 'weather'] as const;
export const MAIN_PROJECT = PROJECTS[0];

export interface TrafficOptions {
  readonly seed: number;
  /** In the whole month. */
  readonly messages: number;
  readonly users: number;
}

/** One simulated day: what is sent on it, in batches and in the order of time. */
export interface TrafficDay {
  readonly number: number;
  readonly messages: number;
  readonly batches: Iterable<readonly MessageInput[]>;
}

/** The messages of a month, day by day. The same options make the same messages. */
export function* createTraffic(
  { seed, messages, users }: TrafficOptions,
  batch: number,
): Iterable<TrafficDay> {
  const makers = PROJECTS.map((project, index) => createSamples({ seed: seed + index, project, users }));
  const shares = hourShares();
  let hour = 0;
  let sent = 0;
  let share = 0;
  for (let number = 0; number < MONTH_DAYS; number++) {
    const hours = shares.slice(hour, hour + HOURS_PER_DAY).map((own, index) => {
      share += own;
      const count = Math.round(share * messages) - sent;
      sent += count;
      return { start: MONTH_START + (hour + index) * MS_PER_HOUR, count };
    });
    hour += HOURS_PER_DAY;
    yield {
      number,
      messages: hours.reduce((sum, { count }) => sum + count, 0),
      batches: batchesOf(hours, makers, batch),
    };
  }
}

interface Hour {
  readonly start: number;
  readonly count: number;
}

type Maker = ReturnType<typeof createSamples>;

function* batchesOf(
  hours: readonly Hour[],
  makers: readonly Maker[],
  batch: number,
): Iterable<readonly MessageInput[]> {
  let turn = 0;
  for (const { start, count } of hours)
    for (let from = 0; from < count; from += batch) {
      const make = makers[turn++ % makers.length];
      const made = make?.(Math.min(batch, count - from)) ?? [];
      yield made.map((message, index) => ({
        ...message,
        timestamp: formatInstant(instantOfMillis(start + ((from + index) / count) * MS_PER_HOUR)),
      }));
    }
}

/** The share of the month's messages that each of its hours has. */
function hourShares(): readonly number[] {
  const weights = Array.from({ length: MONTH_DAYS }, (_, day) => {
    const weekday = new Date(MONTH_START + day * HOURS_PER_DAY * MS_PER_HOUR).getUTCDay();
    const weight = weekday % 6 === 0 ? WEEKEND_WEIGHT : 1;
    return HOUR_WEIGHTS.map((own) => own * weight);
  }).flat();
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
}
