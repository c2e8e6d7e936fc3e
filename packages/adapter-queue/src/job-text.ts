import { decode, InternalError, type NewJob, Work } from '@memex/core';
import type { BeeJob } from './bee.js';

/** The option of a job that says how often it was started without success. No other text of a job can contain it in quotes. */
export const STARTS = 'memexStarts';

/** A new job as `bee-queue` keeps it. */
export function textOf({ work }: NewJob): string {
  const options = { timestamp: Date.now(), stacktraces: [], [STARTS]: 0 };
  return JSON.stringify({ data: work, options, status: 'created', progress: 0 });
}

/** How often a job was started before, without success. */
export function startsOf({ options }: BeeJob): number {
  const starts: unknown = options[STARTS];
  return typeof starts === 'number' ? starts : 0;
}

/** What `bee-queue` keeps when it has the job wait for its next start. */
export function setStarts({ options }: BeeJob, starts: number): void {
  options[STARTS] = starts;
}

/** The work of a job. */
export function workOf({ data }: BeeJob): Work {
  try {
    return decode(Work, data);
  } catch (error) {
    throw new InternalError('the queue holds what is no job', error);
  }
}
