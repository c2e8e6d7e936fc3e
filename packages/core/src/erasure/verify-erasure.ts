import type { Projects } from '../entry/entry.js';
import { namesId } from '../entry/names-id.js';
import { type ExportScope, exportPages } from '../export/export-pages.js';
import { deadJobsOf } from '../jobs/dead-jobs.js';
import type { JobQueue } from '../jobs/job-queue.js';
import { readMessage } from '../message/read-message.js';
import type { CallOptions } from '../port/call.js';
import type { AnalyticalStore } from '../store/store.js';

/** Who was erased, in which projects. */
export interface ErasureScope {
  readonly userId: string;
  readonly projects: Projects;
}

/** What a search of one part for traces of a user looked at. */
export interface SearchedPart {
  readonly part:
    | 'messages'
    | 'logs'
    | 'analytics'
    | 'dead jobs'
    | 'jobs'
    | 'idempotency answers'
    | 'rules and receipts'
    | 'files';
  /** How many were looked at; of files, bytes. */
  readonly looked: number;
  /** How many are of the user, or were computed from messages of the user by name. None must be left. */
  readonly found: number;
  /** How many of others have the id as a text somewhere. An erasure leaves them: look at them if the id is no common text. */
  readonly mentioned: number;
}

/** Searches everything that a store and a queue can list for traces of a user. It reads all texts of the projects. */
export async function verifyErasure(
  store: AnalyticalStore,
  queue: Pick<JobQueue, 'dead' | 'depth'> | undefined,
  { userId, projects }: ErasureScope,
  options: CallOptions = {},
): Promise<readonly SearchedPart[]> {
  const names = namesId(userId);
  const messages = { looked: 0, found: 0, mentioned: 0 };
  const own: ExportScope = { projects, userId };
  for await (const { records } of exportPages(store, 'messages', own, options))
    messages.found += records.length;
  for await (const { records } of exportPages(store, 'messages', { projects }, options)) {
    messages.looked += records.length;
    messages.mentioned += records.filter((one) => names(one) && readMessage(one).userId !== userId).length;
  }
  const logs = { looked: 0, found: 0, mentioned: 0 };
  for await (const { records } of exportPages(store, 'logs', { projects }, options)) {
    logs.looked += records.length;
    logs.mentioned += records.filter(names).length;
  }
  const analytics = { looked: 0, found: 0, mentioned: 0 };
  for await (const { records } of exportPages(store, 'analytics', { projects }, options)) {
    analytics.looked += records.length;
    analytics.found += records.filter(names).length;
  }
  return [
    { part: 'messages', ...messages },
    { part: 'logs', ...logs },
    { part: 'analytics', ...analytics },
    ...(queue === undefined ? [] : await searchJobs(queue, names, options)),
  ];
}

async function searchJobs(
  queue: Pick<JobQueue, 'dead' | 'depth'>,
  names: ReturnType<typeof namesId>,
  options: CallOptions,
): Promise<readonly SearchedPart[]> {
  const dead = { looked: 0, found: 0, mentioned: 0 };
  for await (const job of deadJobsOf(queue, options)) {
    dead.looked++;
    if (names({ json: JSON.stringify(job) })) dead.found++;
  }
  const { waiting, delayed, active } = await queue.depth(options);
  // They have nothing but the ids of analytics.
  const others = { looked: waiting + delayed + active, found: 0, mentioned: 0 };
  return [
    { part: 'dead jobs', ...dead },
    { part: 'jobs', ...others },
  ];
}
