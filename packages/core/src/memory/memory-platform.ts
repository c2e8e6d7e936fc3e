import { decode } from '../codec/decode.js';
import { NotFoundError } from '../errors/errors.js';
import { isMemexError } from '../errors/is-memex-error.js';
import type { Platform } from '../platform/platform.js';
import { type CallOptions, throwIfAborted } from '../port/call.js';
import type { App } from '../services/hub.js';
import type { UserCohort } from '../services/incentive-server.js';
import { Profile, type ProfileLookup } from '../services/profile-manager.js';
import type { Seconds } from '../services/seconds.js';
import type { Task, TaskQuery, Transaction, TransactionQuery } from '../services/task-manager.js';

/** Someone who became a user of an application. */
export interface AppUser {
  readonly appId: string;
  readonly userId: string;
  readonly since: Seconds;
}

/** The data of a platform. */
export interface PlatformData {
  readonly apps: readonly App[];
  readonly users: readonly AppUser[];
  /** As received. One that is not a {@link Profile} counts as malformed. */
  readonly profiles: readonly { readonly id: string; readonly [field: string]: unknown }[];
  readonly tasks: readonly Task[];
  readonly cohorts: readonly UserCohort[];
}

/** A platform in the memory of this process, without a logger. The transactions are those of the tasks. */
export function createMemoryPlatform(data: PlatformData): Omit<Platform, 'logger'> {
  const profiles = new Map(data.profiles.map((profile) => [profile.id, profile]));
  const transactions = data.tasks.flatMap((task) =>
    task.transactions.map((transaction) => ({ appId: task.appId, transaction })),
  );
  const tasksOf = (query: TaskQuery) => data.tasks.filter((task) => isTaskOf(query, task));
  const transactionsOf = (query: TransactionQuery) =>
    transactions
      .filter(({ appId, transaction }) => appId === query.appId && isTransactionOf(query, transaction))
      .map(({ transaction }) => transaction);
  return {
    hub: {
      users: async (appId, { from, to }, options) => {
        throwIfAborted(options);
        const users = data.users.filter((user) => user.appId === appId && isBetween(user.since, from, to));
        return [...new Set(users.map(({ userId }) => userId))];
      },
      app: async (appId, options) => {
        throwIfAborted(options);
        const app = data.apps.find(({ id }) => id === appId);
        if (app === undefined) throw new NotFoundError('the application');
        return app;
      },
    },
    profiles: {
      find: async (userId, options) => {
        throwIfAborted(options);
        const input = profiles.get(userId);
        return input === undefined ? { state: 'missing' } : readProfile(input);
      },
    },
    tasks: {
      tasks: (query, options) => each(tasksOf(query), options),
      countTasks: async (query, options) => {
        throwIfAborted(options);
        return tasksOf(query).length;
      },
      transactions: (query, options) => each(transactionsOf(query), options),
      countTransactions: async (query, options) => {
        throwIfAborted(options);
        return transactionsOf(query).length;
      },
    },
    incentives: {
      cohorts: async (options) => {
        throwIfAborted(options);
        return data.cohorts;
      },
    },
  };
}

function readProfile(input: unknown): ProfileLookup {
  try {
    return { state: 'found', profile: decode(Profile, input) };
  } catch (error) {
    if (isMemexError(error, 'malformed')) return { state: 'malformed', reason: error.message };
    throw error;
  }
}

async function* each<T>(items: readonly T[], options: CallOptions | undefined): AsyncGenerator<T> {
  throwIfAborted(options);
  yield* items;
}

function isTaskOf(query: TaskQuery, task: Task): boolean {
  return (
    task.appId === query.appId &&
    (query.requesterId === undefined || task.requesterId === query.requesterId) &&
    isBetween(task._creationTs, query.creationFrom, query.creationTo) &&
    (query.hasCloseTs === undefined || query.hasCloseTs === (task.closeTs !== null)) &&
    isBetween(task.closeTs, query.closeFrom, query.closeTo)
  );
}

function isTransactionOf(query: TransactionQuery, transaction: Transaction): boolean {
  return (
    (query.taskId === undefined || transaction.taskId === query.taskId) &&
    (query.label === undefined || transaction.label === query.label) &&
    (query.actioneerId === undefined || transaction.actioneerId === query.actioneerId) &&
    isBetween(transaction._creationTs, query.creationFrom, query.creationTo)
  );
}

/** A missing time matches only if no end is given. */
function isBetween(time: Seconds | null, from: Seconds | undefined, to: Seconds | undefined): boolean {
  if (from === undefined && to === undefined) return true;
  return (
    time !== null && time >= (from ?? Number.NEGATIVE_INFINITY) && time <= (to ?? Number.POSITIVE_INFINITY)
  );
}
