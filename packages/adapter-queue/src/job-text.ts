import type { NewJob } from '@memex/core/ports';
import { parseJson } from '@memex/core/toolkit';

/** The option of a job that counts its unsuccessful attempts. This name in quotes appears nowhere else in the text of a job. */
export const ATTEMPTS = 'memexStarts';

/** The option of a job that says why its last attempt failed. */
export const LAST_REASON = 'memexReason';

/** A job as `bee-queue` stores it: only what is used here. */
export interface KeptJob {
  /** The work, not validated. */
  readonly data: unknown;
  readonly options: JobOptions;
}

export interface JobOptions {
  readonly [ATTEMPTS]: number;
  readonly [LAST_REASON]: string | undefined;
  /** When it was enqueued, in milliseconds since the epoch. */
  readonly timestamp: number | undefined;
}

/** The text of a new job, as `bee-queue` stores it. */
export function jobTextOf({ work }: NewJob): string {
  const options = { timestamp: Date.now(), stacktraces: [], [ATTEMPTS]: 0 };
  return JSON.stringify({ data: work, options, status: 'created', progress: 0 });
}

/** Parses the text of a job; `undefined` if it is missing, or not a job. */
export function readKeptJob(text: string | null): KeptJob | undefined {
  if (text === null) return undefined;
  try {
    const kept: unknown = parseJson(text);
    if (!isObject(kept) || !('data' in kept)) return undefined;
    return { data: kept.data, options: readOptions('options' in kept ? kept.options : undefined) };
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** Reads the options of a job. Invalid ones count as missing: another program may have added the job. */
export function readOptions(options: unknown): JobOptions {
  const {
    [ATTEMPTS]: starts,
    [LAST_REASON]: reason,
    timestamp,
  }: Partial<Record<keyof JobOptions, unknown>> = isObject(options) ? options : {};
  return {
    timestamp: typeof timestamp === 'number' ? timestamp : undefined,
    [ATTEMPTS]: typeof starts === 'number' ? starts : 0,
    [LAST_REASON]: typeof reason === 'string' ? reason : undefined,
  };
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
