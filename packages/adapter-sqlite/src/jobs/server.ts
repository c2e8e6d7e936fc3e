import type { JobOperations } from '../protocol/jobs.js';
import { type Handlers, handle } from '../protocol/operations.js';
import type { Serve } from '../protocol/worker.js';
import type { Connection } from '../schema/connection.js';
import type { DatabaseFile } from '../schema/open.js';
import { versionOf } from '../schema/version.js';
import { commit } from '../write/commit.js';
import { writeProbe } from '../write/probe.js';
import { JobTable } from './job-table.js';
import { SchedulerTable } from './scheduler-table.js';

/** Handles the requests of the jobs worker. Requests that arrive together share a commit. */
export function createJobServer(connection: Connection, { file }: Pick<DatabaseFile, 'file'>): Serve<'jobs'> {
  const handlers = handlersOn(connection, file);
  return (requests) => [commit(connection, requests, { perform: (request) => handle(handlers, request) })];
}

function handlersOn(connection: Connection, file: string): Handlers<JobOperations> {
  const jobs = new JobTable(connection);
  const scheduler = new SchedulerTable(connection);
  return {
    enqueue: (request) => ({ count: request.jobs.reduce((count, job) => count + jobs.add(job), 0) }),
    take: ({ max }) => jobs.take(max),
    end: ({ lock, ending }) => jobs.end(lock, ending),
    heartbeat: ({ own, stalled }) => jobs.heartbeat(own, stalled),
    depth: () => jobs.depth(),
    find: ({ ids }) => jobs.find(ids),
    dead: ({ limit, after }) => jobs.dead(limit, after),
    retry: ({ ids }) => ({ count: jobs.retry(ids) }),
    drop: ({ ids }) => ({ count: jobs.drop(ids) }),
    holdLease: ({ holder, ttlMs }) => scheduler.holdLease(holder, ttlMs),
    releaseLease: ({ holder }) => scheduler.releaseLease(holder),
    lastRun: () => scheduler.lastRun(),
    recordRun: ({ holder, run }) => scheduler.recordRun(holder, run),
    probe: () => {
      writeProbe(connection, file);
      jobs.depth(); // Reads the table, and so fails if it is damaged.
      return versionOf(connection);
    },
  };
}
