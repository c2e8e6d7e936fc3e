import type { Message } from './message.js';

/** The name of the intent that an application gives a request it did not understand. */
export const FALLBACK_INTENT = 'default';

/** Whether the application did not understand a message. */
export function isFallback(message: Message): boolean {
  return message.type === 'request' && message.intent?.name === FALLBACK_INTENT;
}
