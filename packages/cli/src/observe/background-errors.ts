import type { Logger } from './logger.js';

/** A server that is away is told of once a minute, however often it is tried. */
const AGAIN_MS = 60_000;

/** Most reasons that are remembered: some name what they happened to. */
const MAX_REASONS = 100;

/**
 * Tells the log what goes wrong between calls. Only the message of an error is told: those of drivers carry what was sent, such as a
 * password.
 */
export function createBackgroundErrorLogger(logger: Logger, part: string): (error: unknown) => void {
  const toldAt = new Map<string, number>();
  return (error) => {
    const reason = error instanceof Error ? error.message : String(error);
    const now = performance.now();
    const told = toldAt.get(reason);
    if (told !== undefined && now - told < AGAIN_MS) return;
    if (toldAt.size >= MAX_REASONS) toldAt.clear();
    toldAt.set(reason, now);
    logger.warn({ part, reason }, 'part fails');
  };
}
