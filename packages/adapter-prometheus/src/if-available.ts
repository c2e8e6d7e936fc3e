import { isMemexError } from '@memex/core';

/** The result of `ask`; `undefined` if it fails with `UnavailableError`. */
export async function ifAvailable<T>(ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (isMemexError(error, 'unavailable')) return undefined;
    throw error;
  }
}
