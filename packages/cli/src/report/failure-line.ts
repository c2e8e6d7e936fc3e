import { AnswerError } from '@memex/adapter-platform';
import type { MemexError } from '@memex/core';

/** A failure in one line: which service, which call, which status. The body of an answer is left out, for it may be about people. */
export function failureLine({ message, cause }: MemexError): string {
  if (!(cause instanceof AnswerError)) return message;
  const status = `status ${cause.status}`;
  return message.includes(cause.message) ? message.replace(cause.message, status) : `${message} (${status})`;
}
