import type { Logger } from './logger.js';

/** The same reason is logged at most once in this time. */
const REPEAT_AFTER_MS = 60_000;

/** Limits the memory for reasons: some contain ids, so they are all different. */
const MAX_REASONS = 100;

/**
 * Logs errors that happen between calls. Only the message of an error is logged: errors of drivers also carry what was sent, such as a
 * password.
 */
export function createBackgroundErrorLogger(logger: Logger, part: string): (error: unknown) => void {
  const loggedAt = new Map<string, number>();
  return (error) => {
    const reason = error instanceof Error ? error.message : String(error);
    const now = performance.now();
    const last = loggedAt.get(reason);
    if (last !== undefined && now - last < REPEAT_AFTER_MS) return;
    if (loggedAt.size >= MAX_REASONS) loggedAt.clear();
    loggedAt.set(reason, now);
    logger.warn({ part, reason }, 'part fails');
  };
}
