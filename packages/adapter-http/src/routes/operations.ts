import {
  DeadJobReport,
  DeadJobsQuery,
  DropQuery,
  RetryQuery,
  type UntrustedOperations,
} from '@memex/core/model';
import { stringifyJson } from '@memex/core/toolkit';
import { statusAnswer, valueAnswer } from '../response/answer.js';
import { cursorPageAnswer } from '../response/entry-answers.js';
import { DEAD_JOB, statusExample } from './answer-examples.js';
import type { Schema } from './content.js';
import type { Route } from './route.js';
import { PARTS, type Service } from './service.js';

const count = { type: 'integer', minimum: 0 } as const;
const time = { type: ['string', 'null'] } as const;

const STATUS_FIELDS: Readonly<Record<string, Schema>> = {
  version: { type: 'string' },
  node: { type: 'string' },
  parts: PARTS,
  storeBytes: { type: ['integer', 'null'], minimum: 0 },
  jobs: orNull({ waiting: count, delayed: count, active: count, dead: count, waitingSince: time }),
  scheduler: orNull({ lastRun: time, queued: { type: ['integer', 'null'], minimum: 0 } }),
};

const STATUS_EXAMPLE = {
  version: '0.1.0',
  node: '20.20.2',
  parts: {
    store: { state: 'up', name: 'SQLite', version: '3.45.1' },
    queue: { state: 'up', name: 'SQLite', version: '3.45.1' },
  },
  storeBytes: 846_733_312,
  jobs: { waiting: 0, delayed: 0, active: 1, dead: 2, waitingSince: null },
  scheduler: { lastRun: '2026-11-20T03:00:00', queued: 12 },
};

/** What operators see and do. All of it concerns every project. */
export function operationsRoutes(
  operations: UntrustedOperations,
  { readiness, session: { version } }: Pick<Service, 'readiness' | 'session'>,
): readonly Route[] {
  const common = { tag: 'operations', access: 'admin' } as const;
  return [
    {
      ...common,
      operationId: 'status',
      method: 'GET',
      path: '/status',
      summary:
        'Get the versions, the state and size of the store, the number of jobs, and the last run of the scheduler',
      successes: [
        {
          status: 200,
          description:
            '`parts` are those of `/ready`. `storeBytes` is about what the data take where the store keeps them. `jobs` are counted by their state; `waitingSince` is since when ' +
            'the next has been waiting. `lastRun` is when the last run of the scheduler was due, and `queued` how many analytics it requested; null if another process did it. What ' +
            'cannot be found out now is null.',
          content: { kind: 'object', fields: STATUS_FIELDS },
          example: STATUS_EXAMPLE,
        },
      ],
      handle: async ({ options: { signal } }) => {
        const [{ parts }, status] = await Promise.all([readiness(), operations.status({ signal })]);
        return valueAnswer({ version, node: process.versions.node, parts, ...status });
      },
    },
    {
      ...common,
      operationId: 'listDeadJobs',
      method: 'GET',
      path: '/jobs/dead',
      summary: 'List the jobs that were given up, with the reasons',
      parameters: DeadJobsQuery.fields,
      successes: [
        {
          status: 200,
          description: 'A page of jobs, in an order that never changes',
          content: { kind: 'values', codec: DeadJobReport },
          example: [DEAD_JOB],
          pages: true,
        },
      ],
      handle: async ({ parameters, query, options: { signal } }) =>
        cursorPageAnswer(await operations.deadJobs(parameters, { signal }), query, stringifyJson),
    },
    {
      ...common,
      operationId: 'retryJobs',
      method: 'POST',
      path: '/jobs/retry',
      summary: 'Queue one dead job again, or all of them, with all attempts left',
      parameters: RetryQuery.fields,
      successes: [
        {
          status: 200,
          description: 'How many were queued. A job that is not dead is not.',
          content: { kind: 'status', fields: { queued: count } },
          example: statusExample('Ok: jobs queued', { queued: 2 }),
        },
      ],
      handle: async ({ parameters }) =>
        statusAnswer(200, 'Ok: jobs queued', { queued: await operations.retryJobs(parameters) }),
    },
    {
      ...common,
      operationId: 'dropJob',
      method: 'DELETE',
      path: '/job',
      summary: 'Delete a dead job for good',
      parameters: DropQuery.fields,
      successes: [
        {
          status: 200,
          description:
            'How many were deleted: 0 if there is no dead job with this id. The analytic stays, and is computed when it is requested again.',
          content: { kind: 'status', fields: { dropped: count } },
          example: statusExample('Ok: job deleted', { dropped: 1 }),
        },
      ],
      handle: async ({ parameters }) =>
        statusAnswer(200, 'Ok: job deleted', { dropped: await operations.dropJob(parameters) }),
    },
  ];
}

function orNull(properties: Readonly<Record<string, Schema>>): Schema {
  const object = { type: 'object', properties, required: Object.keys(properties) };
  return { anyOf: [object, { type: 'null' }] };
}
