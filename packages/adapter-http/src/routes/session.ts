import { valueAnswer } from '../response/answer.js';
import type { Route } from './route.js';

/** What clients are told of the service before they ask for data. */
export interface SessionFacts {
  /** Whether API keys are configured. */
  readonly keys: boolean;
  readonly timeZone: string;
  readonly version: string;
  /** Whether the store has analytics. */
  readonly analytics: boolean;
  /** The formats in which there are exports; empty if there are none. */
  readonly exports: readonly string[];
}

/** Tells a client, such as a page that asked for a key, what it may do here. */
export function sessionRoute(facts: SessionFacts): Route {
  return {
    operationId: 'session',
    tag: 'service',
    access: 'read',
    method: 'GET',
    path: '/session',
    summary: 'Find out what the API key of the request may do',
    successes: [
      {
        status: 200,
        description:
          '`keys` tells whether API keys are configured: if not, everybody may do everything but admin calls. `projects` are those that the key may access, or `all`. ' +
          '`access` is what it may do there: `read`; also `write`, which includes deleting, defining analytics and requesting them; or also calls of an `admin`. ' +
          '`timeZone` is the one of windows and buckets, and `exports` has the formats of exports.',
        content: {
          kind: 'object',
          fields: {
            keys: { type: 'boolean' },
            projects: { anyOf: [{ const: 'all' }, { type: 'array', items: { type: 'string' } }] },
            access: { enum: ['read', 'write', 'admin'] },
            timeZone: { type: 'string' },
            version: { type: 'string' },
            analytics: { type: 'boolean' },
            exports: { type: 'array', items: { type: 'string' } },
          },
        },
        example: {
          keys: true,
          projects: ['my-bot'],
          access: 'read',
          timeZone: 'Europe/Rome',
          version: '0.1.0',
          analytics: true,
          exports: ['ndjson', 'csv', 'parquet'],
        },
      },
    ],
    handle: async ({ caller: { projects, access } }) => {
      const { keys, timeZone, version, analytics, exports } = facts;
      return valueAnswer({ keys, projects, access, timeZone, version, analytics, exports });
    },
  };
}
