import { ServiceAnswerError } from '@memex/adapter-platform';
import type { MemexError } from '@memex/core';

/** Describes a failure in one line: service, call and status. The body of the response is left out, since it may be about people. */
export function failureLine({ message, cause }: MemexError): string {
  if (!(cause instanceof ServiceAnswerError)) return message;
  const status = `status ${cause.status}`;
  return message.includes(cause.message) ? message.replace(cause.message, status) : `${message} (${status})`;
}
