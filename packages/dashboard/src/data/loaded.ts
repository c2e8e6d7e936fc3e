import { ApiError } from '../api/api-error.js';

/** Data that are on their way, are there, or could not be had, with the reason in the words of the API. */
export type Loaded<T> =
  | { readonly state: 'loading' }
  | { readonly state: 'ready'; readonly data: T }
  | { readonly state: 'failed'; readonly reason: string };

/** What became of loading. Only what the API says is a state of its own; faults of the page are thrown. */
export async function settled<T>(loading: Promise<T>): Promise<Loaded<T>> {
  try {
    return { state: 'ready', data: await loading };
  } catch (error) {
    if (error instanceof ApiError) return { state: 'failed', reason: error.message };
    throw error;
  }
}
