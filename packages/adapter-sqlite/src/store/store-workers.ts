import type { WorkerClient } from '../client/worker-client.js';

/** The worker threads of a store. Look-ups of single entries do not wait behind pages, and pages do not wait behind analyses. */
export interface StoreWorkers {
  readonly write: WorkerClient<'writer'>;
  readonly find: WorkerClient<'reader'>;
  readonly page: WorkerClient<'reader'>;
  readonly measure: WorkerClient<'measurer'>;
}

/** What a request weighs besides its texts, in characters. */
export const REQUEST_WEIGHT = 500;
