import type { Outcome } from '../errors/outcome.js';
import type { JobRequest, JobResult } from '../protocol/jobs.js';
import type { Connection } from '../schema/connection.js';
import type { DatabaseFile } from '../schema/open.js';
import { versionOf } from '../schema/version.js';
import { commit } from '../write/commit.js';
import { writeProbe } from '../write/probe.js';
import { JobTable } from './job-table.js';
import { BeatTable } from './scheduler-table.js';

/** Answers what is asked of the thread of the jobs. Requests that came together share a commit. */
export function createJobServer(
  connection: Connection,
  { file }: Pick<DatabaseFile, 'file'>,
): (requests: readonly JobRequest[]) => Iterable<readonly Outcome<JobResult>[]> {
  const parts = { connection, file, jobs: new JobTable(connection), beat: new BeatTable(connection) };
  return (requests) => [commit(connection, requests, { perform: (request) => answer(request, parts) })];
}

interface Parts {
  readonly connection: Connection;
  readonly file: string;
  readonly jobs: JobTable;
  readonly beat: BeatTable;
}

function answer(request: JobRequest, { connection, file, jobs, beat }: Parts): JobResult {
  switch (request.op) {
    case 'enqueue':
      return { count: request.jobs.reduce((count, job) => count + jobs.add(job), 0) };
    case 'take':
      return { taken: jobs.take(request.most) };
    case 'end':
      return { held: jobs.end(request.claim, request.ending) };
    case 'pulse':
      return { pulse: jobs.pulse(request.own, request.silent) };
    case 'depth':
      return { depth: jobs.depth() };
    case 'find':
      return { found: jobs.find(request.id) };
    case 'dead':
      return { dead: jobs.dead(request.limit, request.after) };
    case 'retry':
      return { count: jobs.retry(request.ids) };
    case 'hold':
      return { held: beat.hold(request.holder, request.ttlMillis) };
    case 'release':
      beat.release(request.holder);
      return {};
    case 'lastFiring':
      return { lastFiring: beat.lastFiring() };
    case 'recordFiring':
      return { held: beat.recordFiring(request.holder, request.firing) };
    case 'probe':
      writeProbe(connection, file);
      return { version: versionOf(connection), depth: jobs.depth() };
  }
}
