import type { UserQuery } from '@memex/core';
import type { DeadLetter } from './model/errors.js';

/** Whether a dead letter is a message of a user. */
export function isOfUser({ kind, text }: DeadLetter, { userId, project }: UserQuery): boolean {
  if (kind !== 'messages') return false;
  const message: unknown = JSON.parse(text);
  if (typeof message !== 'object' || message === null || !('userId' in message)) return false;
  const isInProject =
    project === undefined || project === null || ('project' in message && message.project === project);
  return message.userId === userId && isInProject;
}
