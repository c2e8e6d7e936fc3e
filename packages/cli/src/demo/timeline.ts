const MS_PER_HOUR = 3_600_000;
const DAYS = 91;

/** Days of the demo on which something begins. */
const FIRST_DAY_OF_NEW_TOPIC = 56;
const FIRST_DAY_OF_UNANSWERED_TOPIC = 70;
/** On a Tuesday, in one week of the demo. */
const OUTAGE = { firstDay: 77, lastDay: 83, weekday: 2, from: 9, to: 15 } as const;

/** How busy the hours of a day are, beside each other, and the days of a week from Sunday on. */
const HOURS = [1, 0, 0, 0, 0, 1, 2, 5, 9, 12, 12, 10, 8, 8, 9, 9, 10, 12, 12, 10, 8, 6, 4, 2];
const WEEKDAYS = [4, 12, 11, 10, 10, 9, 6];
const [BUSY_HOURS, BUSY_DAYS] = [HOURS, WEEKDAYS].map((all) => all.reduce((sum, one) => sum + one, 0));

const CONVERSATIONS_A_WEEK = 760;

/** An hour of the demo, and what is special about it. */
export interface Hour {
  /** Milliseconds since 1970. */
  readonly start: number;
  /** How many conversations begin, on average. */
  readonly conversations: number;
  /** The bot does not answer. */
  readonly isOutage: boolean;
  readonly hasNewTopic: boolean;
  readonly hasUnansweredTopic: boolean;
}

/** The hours of three months up to now, in UTC. */
export function hoursUntil(now: number): readonly Hour[] {
  const end = Math.floor(now / MS_PER_HOUR) * MS_PER_HOUR;
  return Array.from({ length: DAYS * 24 }, (_, index) =>
    hourOf(end - (DAYS * 24 - index) * MS_PER_HOUR, index),
  );
}

function hourOf(start: number, index: number): Hour {
  const date = new Date(start);
  const [hour, day] = [date.getUTCHours(), Math.floor(index / 24)];
  const share =
    ((HOURS[hour] ?? 0) / (BUSY_HOURS ?? 1)) * ((WEEKDAYS[date.getUTCDay()] ?? 0) / (BUSY_DAYS ?? 1));
  return {
    start,
    // The bot becomes known: at the end twice as many write as at the beginning.
    conversations: CONVERSATIONS_A_WEEK * share * (0.66 + (0.66 * day) / DAYS),
    isOutage: isOutageAt(day, date.getUTCDay(), hour),
    hasNewTopic: day >= FIRST_DAY_OF_NEW_TOPIC,
    hasUnansweredTopic: day >= FIRST_DAY_OF_UNANSWERED_TOPIC,
  };
}

function isOutageAt(day: number, weekday: number, hour: number): boolean {
  const { firstDay, lastDay, from, to } = OUTAGE;
  return day >= firstDay && day <= lastDay && weekday === OUTAGE.weekday && hour >= from && hour < to;
}
