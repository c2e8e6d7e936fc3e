import type { DescriptorInput } from '../analytics/descriptor.js';
import type { AnalyticResult } from '../analytics/result.js';
import { type LaterSignal, laterSignal } from '../async/later-signal.js';
import { sleep } from '../async/sleep.js';
import { together } from '../async/together.js';
import { UnavailableError } from '../errors/errors.js';
import { isMemexError } from '../errors/is-memex-error.js';
import type { MessageLogger } from '../platform/message-logger.js';
import { type CallOptions, throwIfAborted } from '../port/call.js';
import type { Timers } from '../time/timers.js';

/** Options of {@link computeByLogger}. */
export interface LoggerAnalyticsOptions {
  readonly logger: MessageLogger;
  readonly timers: Timers;
  /** The options of the report's caller. The signals of its parts also fire when another part fails. */
  readonly caller: CallOptions;
  /** Called with the number of new results. */
  readonly advance: (count: number) => void;
  /** Called with the id of an analytic that could not be deleted, even if computing fails. */
  readonly leave: (analyticId: string) => void;
}

const FIRST_DELAY_MS = 20;
const MAX_DELAY_MS = 2_000;
const DELAY_GROWTH = 1.5;
/** How long to wait for one result, in milliseconds. The logger's workers may have to compute others first. */
const RESULT_TIMEOUT_MS = 300_000;
/**
 * After the caller aborts, an analytic has this long to be defined, and again to be deleted, in milliseconds. What is cut off
 * halfway stays in the logger.
 */
const GRACE_MS = 400;
/** The same after a failure. Nobody is waiting then, so it may take longer. */
const GRACE_AFTER_FAILURE_MS = 10_000;

/**
 * Has the logger compute descriptors. Returns the results in order. If the logger cannot compute at once, it defines, computes
 * and deletes analytics; it deletes them whatever happens.
 */
export async function computeByLogger(
  descriptors: readonly DescriptorInput[],
  parts: LoggerAnalyticsOptions,
  options: CallOptions,
): Promise<readonly AnalyticResult[]> {
  const results = await queried(descriptors, parts.logger, options);
  if (results !== undefined) {
    parts.advance(results.length);
    return results;
  }
  return together(
    descriptors.map((descriptor) => (call: CallOptions) => computeOne(descriptor, parts, call)),
    options,
  );
}

/** A logger that is too busy to compute at once may still compute in the background. */
async function queried(
  descriptors: readonly DescriptorInput[],
  logger: MessageLogger,
  options: CallOptions,
): Promise<readonly AnalyticResult[] | undefined> {
  try {
    return await logger.query(descriptors, options);
  } catch (error) {
    if (isMemexError(error, 'unavailable')) return undefined;
    throw error;
  }
}

async function computeOne(
  descriptor: DescriptorInput,
  parts: LoggerAnalyticsOptions,
  options: CallOptions,
): Promise<AnalyticResult> {
  throwIfAborted(options);
  const id = await defineWhole(descriptor, parts, options);
  try {
    throwIfAborted(options);
    await parts.logger.requestComputing(id, options);
    return await resultOf(id, parts, options);
  } finally {
    await deleteAnalytic(id, parts, options);
  }
}

async function defineWhole(
  descriptor: DescriptorInput,
  parts: LoggerAnalyticsOptions,
  options: CallOptions,
): Promise<string> {
  const { signal, release } = signalAfterGrace(parts, options);
  try {
    return await parts.logger.define(descriptor, { signal });
  } finally {
    release();
  }
}

async function resultOf(
  id: string,
  { logger, timers, advance }: LoggerAnalyticsOptions,
  options: CallOptions,
): Promise<AnalyticResult> {
  let delay = FIRST_DELAY_MS;
  for (let waited = 0; waited < RESULT_TIMEOUT_MS; waited += delay) {
    if (waited > 0) delay = Math.min(delay * DELAY_GROWTH, MAX_DELAY_MS);
    await sleep(delay, timers, options);
    const { result } = await logger.find(id, options);
    if (result !== null) {
      advance(1);
      return result;
    }
  }
  throw new UnavailableError('the logger', {
    reason: `it computed no result within ${RESULT_TIMEOUT_MS / 1_000} seconds`,
  });
}

async function deleteAnalytic(
  id: string,
  parts: LoggerAnalyticsOptions,
  options: CallOptions,
): Promise<void> {
  const { signal, release } = signalAfterGrace(parts, options);
  try {
    await parts.logger.delete(id, { signal });
  } catch (error) {
    if (!isMemexError(error)) throw error;
    parts.leave(id);
  } finally {
    release();
  }
}

function signalAfterGrace({ caller, timers }: LoggerAnalyticsOptions, { signal }: CallOptions): LaterSignal {
  const graceOf = (): number => (caller.signal?.aborted === true ? GRACE_MS : GRACE_AFTER_FAILURE_MS);
  return laterSignal(signal, graceOf, timers);
}
