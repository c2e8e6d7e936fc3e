import { AnswerError, UnreachableError } from '../model/errors.js';

/** Whether the same request may succeed later. */
export function isPassing(error: unknown): boolean {
  if (error instanceof UnreachableError) return true;
  return error instanceof AnswerError && isPassingStatus(error.status);
}

/** A redirection is passing too: it is a proxy that answers in place of the server. */
export function isPassingStatus(status: number): boolean {
  return status < 400 || status === 408 || status === 429 || status >= 500;
}

/** A server that asks for more is asked again all the same. */
const MAX_RETRY_AFTER_MS = 3_600_000;

/** `Retry-After` in milliseconds: it is in seconds, or a date (RFC 9110, 10.2.3). */
export function parseRetryAfter(header: string | null, now: number): number | undefined {
  if (header === null) return undefined;
  const asked = /^\d{1,9}$/.test(header) ? Number(header) * 1_000 : Date.parse(header) - now;
  return Number.isNaN(asked) ? undefined : Math.min(Math.max(0, asked), MAX_RETRY_AFTER_MS);
}
