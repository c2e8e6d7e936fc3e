import { isMemexError } from '@memex/core';

/** What a part answers; `undefined` while it cannot serve. */
export async function ifAvailable<T>(ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (isMemexError(error, 'unavailable')) return undefined;
    throw error;
  }
}
