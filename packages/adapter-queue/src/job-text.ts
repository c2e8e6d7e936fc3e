import type { NewJob } from '@memex/core/ports';
import { parseJson } from '@memex/core/toolkit';

/** The option of a job that says how often it was started without success. No other text of a job can contain it in quotes. */
export const STARTS = 'memexStarts';

/** The option that says why its last start failed. */
export const REASON = 'memexReason';

/** A job as `bee-queue` keeps it, as far as it is used. */
export interface KeptJob {
  /** Its work, not checked. */
  readonly data: unknown;
  readonly options: JobOptions;
}

export interface JobOptions {
  readonly [STARTS]: number;
  readonly [REASON]: string | undefined;
  /** When it was enqueued, in milliseconds since the epoch. */
  readonly timestamp: number | undefined;
}

/** A new job as `bee-queue` keeps it. */
export function textOf({ work }: NewJob): string {
  const options = { timestamp: Date.now(), stacktraces: [], [STARTS]: 0 };
  return JSON.stringify({ data: work, options, status: 'created', progress: 0 });
}

/** The job of a text; `undefined` where it is not there, or no job. */
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

/** What is wrong is as good as missing: another program may have added the job. */
export function readOptions(options: unknown): JobOptions {
  const {
    [STARTS]: starts,
    [REASON]: reason,
    timestamp,
  }: Partial<Record<keyof JobOptions, unknown>> = isObject(options) ? options : {};
  return {
    timestamp: typeof timestamp === 'number' ? timestamp : undefined,
    [STARTS]: typeof starts === 'number' ? starts : 0,
    [REASON]: typeof reason === 'string' ? reason : undefined,
  };
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
